package org.musweep.pipeline.log;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** Trials, packs and their results as JSON. Fields that are not known are passed over. */
final class TrialJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TrialJson() {}

  static ObjectNode write(TrialSpec trial) {
    ObjectNode node = JSON.objectNode();
    node.put("id", trial.id().value());
    node.put("purpose", trial.purpose().name().toLowerCase(Locale.ROOT));
    node.put("index", trial.index());
    node.set("shape", write(trial.shape()));
    node.set("configuration", write(trial.configuration()));
    node.put("seed", trial.seed());
    return node;
  }

  static TrialSpec readTrial(JsonFields fields) {
    return new TrialSpec(
        new TrialId(fields.text("id")),
        fields.name("purpose", Purpose.class),
        fields.integer("index"),
        readShape(fields.object("shape")),
        new Configuration(fields.list("configuration", TrialJson::readSetting)),
        fields.longInteger("seed"));
  }

  private static ObjectNode write(TrialShape shape) {
    return JSON.objectNode()
        .put("rules", shape.rules())
        .put("width", shape.width())
        .put("depth", shape.depth())
        .put("batch-size", shape.batchSize())
        .put("steps", shape.steps());
  }

  private static TrialShape readShape(JsonFields fields) {
    return new TrialShape(
        fields.text("rules"),
        fields.integer("width"),
        fields.integer("depth"),
        fields.integer("batch-size"),
        fields.integer("steps"));
  }

  private static ArrayNode write(Configuration configuration) {
    ArrayNode settings = JSON.arrayNode();
    for (Setting setting : configuration.settings()) {
      ObjectNode node = settings.addObject().put("name", setting.name());
      if (setting.value() instanceof SettingValue.Numeric numeric) {
        node.put("number", numeric.number());
      } else {
        node.put("choice", setting.value().text());
      }
    }
    return settings;
  }

  private static Setting readSetting(JsonFields fields) {
    return fields.has("number")
        ? Setting.of(fields.text("name"), fields.number("number"))
        : Setting.of(fields.text("name"), fields.text("choice"));
  }

  static ObjectNode write(Pack pack) {
    ObjectNode node = JSON.objectNode();
    node.put("id", pack.id());
    node.set("shape", write(pack.shape()));
    node.put("from-step", pack.fromStep());
    node.put("to-step", pack.toStep());
    ArrayNode trials = node.putArray("trials");
    pack.trials().forEach(trial -> trials.add(write(trial)));
    return node;
  }

  static Pack readPack(JsonFields fields) {
    return new Pack(
        fields.text("id"),
        readShape(fields.object("shape")),
        fields.integer("from-step"),
        fields.integer("to-step"),
        fields.list("trials", TrialJson::readTrial));
  }

  static ObjectNode write(PackReport report) {
    ObjectNode node = JSON.objectNode();
    node.put("pack", report.pack());
    ArrayNode lanes = node.putArray("lanes");
    report.lanes().forEach(lane -> lanes.add(write(lane)));
    node.put("seconds", report.seconds());
    node.put("host", report.host());
    ArrayNode files = node.putArray("staged-files");
    report.stagedFiles().forEach(files::add);
    return node;
  }

  static PackReport readReport(JsonFields fields) {
    return new PackReport(
        fields.text("pack"),
        fields.list("lanes", TrialJson::readLane),
        fields.number("seconds"),
        fields.text("host"),
        fields.texts("staged-files"));
  }

  private static ObjectNode write(LaneReport lane) {
    if (lane instanceof LaneReport.Ended ended) {
      return write(ended.result()).put("trial", lane.trial().value());
    }
    var paused = (LaneReport.Paused) lane;
    ObjectNode node = JSON.objectNode();
    node.put("status", "paused");
    node.put("step", paused.step());
    JsonFields.put(node, "loss", paused.loss());
    return node.put("trial", lane.trial().value());
  }

  private static LaneReport readLane(JsonFields fields) {
    var trial = new TrialId(fields.text("trial"));
    return fields.text("status").equals("paused")
        ? new LaneReport.Paused(trial, fields.integer("step"), fields.number("loss"))
        : new LaneReport.Ended(trial, readResult(fields));
  }

  static ArrayNode write(List<LaneTime> times) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (LaneTime time : times) {
      array.addObject().put("lanes", time.lanes()).put("seconds", time.seconds());
    }
    return array;
  }

  static LaneTime readTime(JsonFields fields) {
    return new LaneTime(fields.integer("lanes"), fields.number("seconds"));
  }

  static ObjectNode write(TrialResult result) {
    ObjectNode node = JSON.objectNode();
    node.put("status", result.status());
    node.put("step", result.step());
    if (result instanceof TrialResult.Completed completed) {
      JsonFields.put(node, "loss", completed.loss());
    } else if (result instanceof TrialResult.Diverged diverged) {
      JsonFields.put(node, "loss", diverged.loss());
      node.put("reason", diverged.reason());
    } else if (result instanceof TrialResult.Stopped stopped) {
      JsonFields.put(node, "loss", stopped.loss());
      node.put("reason", stopped.reason());
    } else if (result instanceof TrialResult.Failed failed) {
      node.put("reason", failed.reason());
    }
    return node;
  }

  static TrialResult readResult(JsonFields fields) {
    int step = fields.integer("step");
    String status = fields.text("status");
    return switch (status) {
      case "completed" -> new TrialResult.Completed(step, fields.number("loss"));
      case "diverged" ->
          new TrialResult.Diverged(step, fields.number("loss"), fields.text("reason"));
      case "stopped" -> new TrialResult.Stopped(step, fields.number("loss"), fields.text("reason"));
      case "failed" -> new TrialResult.Failed(step, fields.text("reason"));
      default ->
          throw new IllegalArgumentException(
              "Invalid status: '%s' (must be completed, diverged, stopped, failed or, of a lane, paused)"
                  .formatted(status));
    };
  }
}

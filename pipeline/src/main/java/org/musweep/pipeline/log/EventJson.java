package org.musweep.pipeline.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.musweep.pipeline.trial.TrialId;

/**
 * Events as JSON objects: {@code {"type": "trial-suggested", …}}.
 *
 * <p>Fields that are not known are passed over, so a newer program may add some. A type that is not
 * known is refused: leaving an event out would change what the log says.
 */
final class EventJson {

  private static final String TYPE = "type";
  private static final String AT = "at-millis";
  private static final String CAUSE = "cause";

  private EventJson() {}

  static ObjectNode write(Event event) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (event instanceof Event.StudyOpened opened) {
      node.put(TYPE, "study-opened").put("epoch", opened.epoch());
      node.put("spec-hash", opened.specHash()).put("data-hash", opened.dataHash());
      node.put("code-revision", opened.codeRevision()).put(AT, opened.atMillis());
    } else if (event instanceof Event.TrialSuggested suggested) {
      node.put(TYPE, "trial-suggested").set("trial", TrialJson.write(suggested.trial()));
    } else if (event instanceof Event.PackStarted started) {
      node.put(TYPE, "pack-started").put(AT, started.atMillis());
      node.set("pack", TrialJson.write(started.pack()));
    } else if (event instanceof Event.PackCommitted committed) {
      node.put(TYPE, "pack-committed").put(AT, committed.atMillis());
      node.set("report", TrialJson.write(committed.report()));
    } else if (event instanceof Event.PackLost lost) {
      node.put(TYPE, "pack-lost").put("pack", lost.pack()).put("reason", lost.reason());
      if (lost.cause() != Event.PackLost.Cause.EXECUTOR) {
        node.put(CAUSE, lost.cause().name().toLowerCase(Locale.ROOT));
      }
    } else if (event instanceof Event.PackCancelled cancelled) {
      node.put(TYPE, "pack-cancelled").put("pack", cancelled.pack());
      node.put("reason", cancelled.reason());
    } else if (event instanceof Event.SlotsChanged changed) {
      node.put(TYPE, "slots-changed").put("slots", changed.slots());
    } else if (event instanceof Event.LanesMeasured measured) {
      node.put(TYPE, "lanes-measured").put("width", measured.width());
      node.put("chosen", measured.chosen());
      node.set("times", TrialJson.write(measured.times()));
    } else if (event instanceof Event.RungDecided decided) {
      node.put(TYPE, "rung-decided").put("trial", decided.trial().value());
      node.put("rung", decided.rung()).put("step", decided.step());
      node.put("decision", decided.decision().word()).put("reason", decided.reason());
    } else if (event instanceof Event.TrialEnded ended) {
      node.put(TYPE, "trial-ended").put("trial", ended.trial().value()).put(AT, ended.atMillis());
      node.set("result", TrialJson.write(ended.result()));
    } else if (event instanceof Event.StepFinished finished) {
      node.put(TYPE, "step-finished").put("step", finished.step());
      node.put("outcome", finished.outcome());
    }
    return node;
  }

  /**
   * Reads an event.
   *
   * @throws IllegalArgumentException if its type is not known, or a field is missing or wrong
   */
  static Event read(JsonFields fields) {
    String type = fields.text(TYPE);
    return switch (type) {
      case "study-opened" ->
          new Event.StudyOpened(
              fields.longInteger("epoch"),
              fields.text("spec-hash"),
              fields.text("data-hash"),
              fields.text("code-revision"),
              fields.longInteger(AT));
      case "trial-suggested" ->
          new Event.TrialSuggested(TrialJson.readTrial(fields.object("trial")));
      case "pack-started" ->
          new Event.PackStarted(TrialJson.readPack(fields.object("pack")), fields.longInteger(AT));
      case "pack-committed" ->
          new Event.PackCommitted(
              TrialJson.readReport(fields.object("report")), fields.longInteger(AT));
      case "pack-lost" ->
          new Event.PackLost(
              fields.text("pack"),
              fields.has(CAUSE)
                  ? fields.name(CAUSE, Event.PackLost.Cause.class)
                  : Event.PackLost.Cause.EXECUTOR,
              fields.text("reason"));
      case "pack-cancelled" -> new Event.PackCancelled(fields.text("pack"), fields.text("reason"));
      case "slots-changed" -> new Event.SlotsChanged(fields.integer("slots"));
      case "lanes-measured" ->
          new Event.LanesMeasured(
              fields.integer("width"),
              fields.list("times", TrialJson::readTime),
              fields.integer("chosen"));
      case "rung-decided" ->
          new Event.RungDecided(
              new TrialId(fields.text("trial")),
              fields.integer("rung"),
              fields.integer("step"),
              fields.name("decision", RungDecision.class),
              fields.text("reason"));
      case "trial-ended" ->
          new Event.TrialEnded(
              new TrialId(fields.text("trial")),
              TrialJson.readResult(fields.object("result")),
              fields.longInteger(AT));
      case "step-finished" -> new Event.StepFinished(fields.text("step"), fields.text("outcome"));
      default ->
          throw new IllegalArgumentException(
              "Unknown event type: '%s' (a newer program wrote it?)".formatted(type));
    };
  }
}

package org.musweep.pipeline.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/** The runs of one sweep in an MLflow experiment: the sweep itself, and its trials below it. */
final class MlflowRuns {

  /** The tag with the folder of a sweep's run, which tells it from others of its name. */
  static final String FOLDER = "musweep.folder";

  /** The tag with a trial's id. */
  static final String TRIAL = "musweep.trial";

  private static final String PARENT = "mlflow.parentRunId";
  private static final String NAME = "mlflow.runName";
  private static final int PAGE = 1000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final MlflowServer server;
  private final String experiment;
  private final String parent;

  private MlflowRuns(MlflowServer server, String experiment, String parent) {
    this.server = server;
    this.experiment = experiment;
    this.parent = parent;
  }

  /** The runs of a sweep, whose own run is begun if the server does not have it. */
  static MlflowRuns open(MlflowServer server, String experiment, TrackedSweep sweep, long nowMillis)
      throws IOException, InterruptedException {
    String id = experiment(server, experiment);
    Optional<String> known = find(server, id, FOLDER, sweep.folder());
    if (known.isPresent()) {
      var runs = new MlflowRuns(server, id, known.get());
      runs.update(known.get(), "RUNNING", Optional.empty());
      return runs;
    }
    String parent =
        create(server, id, nowMillis, Map.of(NAME, sweep.name(), FOLDER, sweep.folder()));
    ObjectNode batch = MAPPER.createObjectNode().put("run_id", parent);
    pairs(batch.putArray("params"), sweep.parameters());
    var unused = server.post("runs/log-batch", batch);
    return new MlflowRuns(server, id, parent);
  }

  private static String experiment(MlflowServer server, String name)
      throws IOException, InterruptedException {
    try {
      return server
          .read("experiments/get-by-name", Map.of("experiment_name", name))
          .at("/experiment/experiment_id")
          .asText();
    } catch (MlflowException e) {
      if (!e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
        throw e;
      }
      return server
          .post("experiments/create", MAPPER.createObjectNode().put("name", name))
          .path("experiment_id")
          .asText();
    }
  }

  private static Optional<String> find(
      MlflowServer server, String experiment, String tag, String value)
      throws IOException, InterruptedException {
    JsonNode found =
        server.post("runs/search", search(experiment, tag, value).put("max_results", 1));
    return Optional.of(found.at("/runs/0/info/run_id").asText()).filter(id -> !id.isEmpty());
  }

  private static ObjectNode search(String experiment, String tag, String value) {
    ObjectNode search = MAPPER.createObjectNode();
    search.putArray("experiment_ids").add(experiment);
    return search.put("filter", "tags.`%s` = '%s'".formatted(tag, value));
  }

  /** The ids of the trials that the server has, whole. */
  Set<String> trials() throws IOException, InterruptedException {
    Set<String> ids = new HashSet<>();
    String page = "";
    do {
      ObjectNode search = search(experiment, PARENT, parent).put("max_results", PAGE);
      JsonNode found =
          server.post("runs/search", page.isEmpty() ? search : search.put("page_token", page));
      for (JsonNode run : found.path("runs")) {
        if (!run.at("/info/status").asText().equals("RUNNING")) {
          run.at("/data/tags")
              .forEach(
                  tag -> {
                    if (tag.path("key").asText().equals(TRIAL)) {
                      ids.add(tag.path("value").asText());
                    }
                  });
        }
      }
      page = found.path("next_page_token").asText("");
    } while (!page.isEmpty());
    return ids;
  }

  /** Writes a trial that has ended, below the sweep. */
  void write(TrialState trial, TrialResult result, long endMillis)
      throws IOException, InterruptedException {
    TrialSpec spec = trial.spec();
    String run =
        create(
            server,
            experiment,
            endMillis,
            Map.of(
                NAME,
                spec.purpose().name().toLowerCase(Locale.ROOT) + " " + spec.id().value(),
                PARENT,
                parent,
                TRIAL,
                spec.id().value(),
                "musweep.outcome",
                result.status()));
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("width", String.valueOf(spec.shape().width()));
    parameters.put("seed", String.valueOf(spec.seed()));
    for (Setting setting : spec.configuration().settings()) {
      parameters.put(setting.name(), setting.value().text());
    }
    ObjectNode batch = MAPPER.createObjectNode().put("run_id", run);
    pairs(batch.putArray("params"), parameters);
    ArrayNode metrics = batch.putArray("metrics");
    for (RungResult rung : trial.rungs()) {
      metric(metrics, rung.step(), rung.loss(), endMillis);
    }
    if (result instanceof TrialResult.Completed completed) {
      metric(metrics, completed.step(), completed.loss(), endMillis);
    }
    var unused = server.post("runs/log-batch", batch);
    update(
        run, result instanceof TrialResult.Failed ? "FAILED" : "FINISHED", Optional.of(endMillis));
  }

  /** Ends the sweep's own run. */
  void end(String status, long nowMillis) throws IOException, InterruptedException {
    update(parent, status, Optional.of(nowMillis));
  }

  private void update(String run, String status, Optional<Long> endMillis)
      throws IOException, InterruptedException {
    ObjectNode update = MAPPER.createObjectNode().put("run_id", run).put("status", status);
    endMillis.ifPresent(millis -> update.put("end_time", millis));
    var unused = server.post("runs/update", update);
  }

  private static String create(
      MlflowServer server, String experiment, long startMillis, Map<String, String> tags)
      throws IOException, InterruptedException {
    ObjectNode run =
        MAPPER
            .createObjectNode()
            .put("experiment_id", experiment)
            .put("start_time", startMillis)
            .put("run_name", tags.get(NAME));
    pairs(run.putArray("tags"), tags);
    return server.post("runs/create", run).at("/run/info/run_id").asText();
  }

  private static void pairs(ArrayNode list, Map<String, String> pairs) {
    pairs.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
  }

  private static void metric(ArrayNode metrics, int step, double loss, long millis) {
    // JSON has no infinity.
    if (Double.isFinite(loss)) {
      metrics
          .addObject()
          .put("key", "validation_loss")
          .put("value", loss)
          .put("timestamp", millis)
          .put("step", step);
    }
  }
}

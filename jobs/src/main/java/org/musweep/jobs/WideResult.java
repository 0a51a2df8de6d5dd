package org.musweep.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Configuration;

/**
 * The result of the wide run, kept as {@code wide/result.json} once it has ended.
 *
 * @param loss validation loss, in nats
 * @param seconds of training in the process that ended it
 * @param resumedFrom the step of the checkpoint that this process started from, 0 for a fresh start
 */
record WideResult(
    String rules, int width, int steps, long seed, double loss, double seconds, int resumedFrom) {

  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static URI place(SweepLayout layout) {
    return layout.wide().resolve("result.json");
  }

  static Optional<WideResult> read(RunContext context) {
    return context.read(place(context.layout())).map(WideResult::parse);
  }

  String text() {
    return "width %d, %d steps, validation loss %.4f nats, %.0f s"
        .formatted(width, steps, loss, seconds);
  }

  /** Writes the result, with the settings that the model was trained with. */
  void write(RunContext context, Configuration settings) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("schema", SCHEMA);
    node.put("rules", rules);
    node.put("width", width);
    node.put("steps", steps);
    node.put("seed", seed);
    ObjectNode own = node.putObject("settings");
    settings.settings().forEach(each -> own.put(each.name(), each.value().text()));
    node.put("validation-loss", loss);
    node.put("seconds", seconds);
    node.put("resumed-from", resumedFrom);
    context.write(place(context.layout()), node.toPrettyString() + "\n");
  }

  private static WideResult parse(String json) {
    try {
      JsonNode node = MAPPER.readTree(json);
      return new WideResult(
          node.path("rules").asText(),
          node.path("width").asInt(),
          node.path("steps").asInt(),
          node.path("seed").asLong(),
          node.path("validation-loss").asDouble(),
          node.path("seconds").asDouble(),
          node.path("resumed-from").asInt());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid result of the wide run: " + e.getMessage(), e);
    }
  }
}

package org.musweep.pipeline.wide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How a wide run that was an application of its own ended; what travels from its task to its
 * driver, and from there to whoever submitted it.
 */
public sealed interface WideEnd {

  /** The version of the format. */
  int SCHEMA = 1;

  /**
   * Trained to an end.
   *
   * @param result completed or diverged
   * @param seconds of training in the task that ended it
   * @param resumedFrom the step of the checkpoint that it started from, 0 for a fresh start
   */
  record Trained(TrialResult result, double seconds, int resumedFrom) implements WideEnd {}

  /**
   * Could not be trained, for a reason that another attempt would meet again.
   *
   * @param exitCode the command's
   * @param message for a person
   */
  record Refused(int exitCode, String message) implements WideEnd {}

  /** The document. */
  default String toJson() {
    ObjectNode node = new ObjectMapper().createObjectNode().put("schema", SCHEMA);
    if (this instanceof Refused refused) {
      return node.put("outcome", "refused")
              .put("exit-code", refused.exitCode())
              .put("message", refused.message())
              .toPrettyString()
          + "\n";
    }
    Trained trained = (Trained) this;
    if (trained.result() instanceof TrialResult.Diverged diverged) {
      node.put("outcome", "diverged");
      node.put("step", diverged.step());
      node.put("loss", diverged.loss());
      node.put("reason", diverged.reason());
    } else {
      TrialResult.Completed completed = (TrialResult.Completed) trained.result();
      node.put("outcome", "completed");
      node.put("step", completed.step());
      node.put("loss", completed.loss());
    }
    node.put("seconds", trained.seconds());
    node.put("resumed-from", trained.resumedFrom());
    return node.toPrettyString() + "\n";
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is not such a document
   */
  static WideEnd parse(String json) {
    JsonNode node;
    try {
      node = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid end of a wide run: " + e.getMessage(), e);
    }
    if (node.path("schema").asInt() != SCHEMA) {
      throw new IllegalArgumentException(
          "Invalid end of a wide run: schema %s (must be %d)"
              .formatted(node.path("schema"), SCHEMA));
    }
    int step = node.path("step").intValue();
    // A number that is not finite is text in JSON.
    double loss = node.path("loss").asDouble(Double.NaN);
    double seconds = node.path("seconds").doubleValue();
    int resumedFrom = node.path("resumed-from").intValue();
    String outcome = node.path("outcome").asText();
    return switch (outcome) {
      case "refused" ->
          new Refused(node.path("exit-code").intValue(), node.path("message").asText());
      case "diverged" ->
          new Trained(
              new TrialResult.Diverged(step, loss, node.path("reason").asText()),
              seconds,
              resumedFrom);
      case "completed" -> new Trained(new TrialResult.Completed(step, loss), seconds, resumedFrom);
      default ->
          throw new IllegalArgumentException(
              "Invalid end of a wide run: '%s' (must be completed, diverged or refused)"
                  .formatted(outcome));
    };
  }
}

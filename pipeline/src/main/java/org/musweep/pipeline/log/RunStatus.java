package org.musweep.pipeline.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state of a run for other programs to poll: status.json, since a cluster may lose exit codes.
 *
 * @param step the step that runs or ran last, such as {@code sweep}
 * @param state how that step stands
 * @param exitCode the command's; absent while it runs
 * @param retryable whether the same command may succeed when run again
 * @param counts figures under their names, such as trials done, in the order to show them
 * @param updated when it was written, by the driver's clock: tells a step's outcome from an earlier
 *     one's
 */
public record RunStatus(
    String step,
    State state,
    OptionalInt exitCode,
    boolean retryable,
    List<Count> counts,
    Instant updated) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How a step stands. */
  public enum State {
    /** At work. */
    RUNNING,
    /** Ended as it should. */
    DONE,
    /** Ended with an error or a negative verdict. */
    FAILED,
    /** Ended by a signal. */
    INTERRUPTED
  }

  /** A figure and its name. */
  public record Count(String name, long value) {}

  /** Copies the counts. */
  public RunStatus {
    counts = List.copyOf(counts);
  }

  /**
   * Writes the file, all at once.
   *
   * @throws StorageException if it cannot be written
   */
  public void write(Documents documents, URI place) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("step", step);
    node.put("state", state.name().toLowerCase(Locale.ROOT));
    if (exitCode.isPresent()) {
      node.put("exitCode", exitCode.getAsInt());
    } else {
      node.putNull("exitCode");
    }
    node.put("retryable", retryable);
    node.put("updated", updated.toString());
    ObjectNode figures = node.putObject("counts");
    counts.forEach(count -> figures.put(count.name(), count.value()));
    documents.write(place, node.toPrettyString() + "\n");
  }

  /**
   * Reads the file; empty if it is not there.
   *
   * @throws StorageException if it cannot be read or is not what {@link #write} writes
   */
  public static Optional<RunStatus> read(Documents documents, URI place) {
    return documents.read(place).map(text -> parse(text, place));
  }

  private static RunStatus parse(String text, URI place) {
    try {
      JsonNode node = MAPPER.readTree(text);
      var fields = new JsonFields(node);
      List<Count> counts = new ArrayList<>();
      fields
          .object("counts")
          .node()
          .properties()
          .forEach(entry -> counts.add(new Count(entry.getKey(), entry.getValue().longValue())));
      return new RunStatus(
          fields.text("step"),
          fields.name("state", State.class),
          node.path("exitCode").isNull()
              ? OptionalInt.empty()
              : OptionalInt.of(fields.integer("exitCode")),
          node.path("retryable").booleanValue(),
          counts,
          Instant.parse(fields.text("updated")));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      throw new StorageException("Cannot read " + place, e);
    }
  }
}

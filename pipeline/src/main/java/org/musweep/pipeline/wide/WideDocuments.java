package org.musweep.pipeline.wide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Optional;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;

/**
 * What the processes of one wide run tell each other, in small files of its folder: the application
 * that trains it, how far it is, and how it ended. Whoever sees the folder can follow the run.
 */
public final class WideDocuments {

  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Documents documents;
  private final URI folder;

  private WideDocuments(Documents documents, URI folder) {
    this.documents = documents;
    this.folder = folder;
  }

  /** The documents of a run's wide training. */
  public static WideDocuments of(Documents documents, SweepLayout layout) {
    return new WideDocuments(documents, layout.wide());
  }

  /**
   * The application that trains: the one that is named here last, while any other ends itself.
   *
   * @param id given by whoever submitted it
   * @param spark Spark's id of it; empty before it has one
   * @param beat grows while it lives
   */
  public record Application(String id, String spark, long beat) {}

  /**
   * How far training is.
   *
   * @param application that trains
   * @param attempt of its task, from 0
   * @param step the last one logged
   * @param steps of the whole run
   * @param loss training loss, in nats
   * @param warning the last one; empty if there was none
   * @param stepsPerSecond of this attempt so far; 0 if that is not known yet
   */
  public record Standing(
      String application,
      int attempt,
      int step,
      int steps,
      double loss,
      String warning,
      double stepsPerSecond) {}

  /** The application, if one has begun. */
  public Optional<Application> application() {
    return read("application.json")
        .map(
            node ->
                new Application(
                    text(node, "id"), text(node, "spark"), node.path("beat").longValue()));
  }

  /** Names the application. */
  public void write(Application application) {
    ObjectNode node = MAPPER.createObjectNode().put("schema", SCHEMA);
    node.put("id", application.id());
    node.put("spark", application.spark());
    node.put("beat", application.beat());
    write("application.json", node);
  }

  /** How far training is, if it has begun. */
  public Optional<Standing> standing() {
    return read("progress.json")
        .map(
            node ->
                new Standing(
                    text(node, "application"),
                    node.path("attempt").intValue(),
                    node.path("step").intValue(),
                    node.path("steps").intValue(),
                    node.path("loss").asDouble(Double.NaN),
                    text(node, "warning"),
                    node.path("stepsPerSecond").asDouble()));
  }

  /** Says how far training is. */
  public void write(Standing standing) {
    ObjectNode node = MAPPER.createObjectNode().put("schema", SCHEMA);
    node.put("application", standing.application());
    node.put("attempt", standing.attempt());
    node.put("step", standing.step());
    node.put("steps", standing.steps());
    node.put("loss", standing.loss());
    node.put("warning", standing.warning());
    node.put("stepsPerSecond", standing.stepsPerSecond());
    write("progress.json", node);
  }

  /** How the run ended, if it has. */
  public Optional<WideEnd> end() {
    return documents.read(place("outcome.json")).map(WideEnd::parse);
  }

  /** Says how the run ended. */
  public void write(WideEnd end) {
    documents.write(place("outcome.json"), end.toJson());
  }

  /** Forgets how the run ended: it is begun, or gone on with. */
  public void forgetEnd() {
    documents.delete(place("outcome.json"));
  }

  private Optional<JsonNode> read(String name) {
    return documents
        .read(place(name))
        .map(
            text -> {
              try {
                JsonNode node = MAPPER.readTree(text);
                if (node.path("schema").asInt() != SCHEMA) {
                  throw new StorageException(
                      "Cannot read %s: schema %s (must be %d)"
                          .formatted(place(name), node.path("schema"), SCHEMA));
                }
                return node;
              } catch (JsonProcessingException e) {
                throw new StorageException("Cannot read " + place(name), e);
              }
            });
  }

  private void write(String name, ObjectNode node) {
    documents.write(place(name), node + "\n");
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asText("");
  }

  private URI place(String name) {
    return folder.resolve(name);
  }
}

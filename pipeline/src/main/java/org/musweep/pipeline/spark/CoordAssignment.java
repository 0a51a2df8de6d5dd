package org.musweep.pipeline.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

/**
 * All that a task needs to check one size of model; it travels as a JSON document.
 *
 * @param sweepFile the text of the sweep file
 * @param layout the run's folder
 * @param data the folder of the prepared data
 * @param threads CPU threads for one operation
 * @param width of the models
 * @param depth of the models
 */
record CoordAssignment(
    String sweepFile, SweepLayout layout, String data, int threads, int width, int depth) {

  private static final int SCHEMA = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  SweepSpec spec() {
    return SweepSpecReader.parse(sweepFile, "sweep.yaml");
  }

  String toJson() {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("schema", SCHEMA);
    node.put("sweep-file", sweepFile);
    node.put("root", layout.root().toString());
    node.put("data", data);
    node.put("threads", threads);
    node.put("width", width);
    node.put("depth", depth);
    return node.toString();
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws IllegalArgumentException if it is not such a document, or one of another schema
   */
  static CoordAssignment parse(String json) {
    JsonNode node;
    try {
      node = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Invalid coord-check task: " + e.getMessage(), e);
    }
    if (node.path("schema").asInt() != SCHEMA) {
      throw new IllegalArgumentException(
          "Invalid coord-check task: schema %s (must be %d)"
              .formatted(node.path("schema"), SCHEMA));
    }
    return new CoordAssignment(
        node.path("sweep-file").asText(),
        new SweepLayout(URI.create(node.path("root").asText())),
        node.path("data").asText(),
        node.path("threads").asInt(),
        node.path("width").asInt(),
        node.path("depth").asInt());
  }
}

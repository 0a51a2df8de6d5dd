package org.musweep.pipeline.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** JSON that can stand in a script element. */
final class Json {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  /** A number, or null where JSON has none. */
  static JsonNode number(double number) {
    return Double.isFinite(number) ? NODES.numberNode(number) : NODES.nullNode();
  }

  static ArrayNode strings(Collection<String> strings) {
    ArrayNode array = array();
    strings.forEach(array::add);
    return array;
  }

  /**
   * The document on one line. Characters that could end the script element or open a comment in it
   * are written as escapes, which leaves the document's meaning as it is.
   */
  static String embedded(JsonNode document) {
    try {
      return MAPPER
          .writeValueAsString(document)
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("&", "\\u0026")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write the report's data: " + e.getMessage(), e);
    }
  }
}

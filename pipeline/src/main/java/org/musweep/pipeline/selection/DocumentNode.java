package org.musweep.pipeline.selection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A place in a JSON document; what is missing or of the wrong type is refused by its name. Unknown
 * fields are left alone.
 *
 * @param path the place's name for messages
 * @param node what stands there
 */
record DocumentNode(String path, JsonNode node) {

  private static final JsonMapper MAPPER = new JsonMapper();

  /**
   * The top of a document.
   *
   * @param name of the document, for messages
   * @param schema the only schema number that is read
   */
  static DocumentNode parse(String name, String json, int schema) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read %s: %s".formatted(name, e.getOriginalMessage()), e);
    }
    DocumentNode top = new DocumentNode(name, root);
    long found = top.integer("schema");
    if (found != schema) {
      throw new IllegalArgumentException(
          "Cannot read %s: its schema is %d (must be %d)".formatted(name, found, schema));
    }
    return top;
  }

  DocumentNode child(String field) {
    return required(field, JsonNode::isObject, "an object");
  }

  String text(String field) {
    return required(field, JsonNode::isTextual, "text").node().textValue();
  }

  boolean flag(String field) {
    return required(field, JsonNode::isBoolean, "true or false").node().booleanValue();
  }

  double number(String field) {
    return required(field, JsonNode::isNumber, "a number").node().doubleValue();
  }

  /** A number that is written as null where it is not finite. */
  double number(String field, double ifNull) {
    DocumentNode found = required(field, n -> n.isNumber() || n.isNull(), "a number or null");
    return found.node().isNull() ? ifNull : found.node().doubleValue();
  }

  long integer(String field) {
    return required(field, JsonNode::isIntegralNumber, "a whole number").node().longValue();
  }

  int count(String field) {
    return required(field, JsonNode::canConvertToInt, "a whole number").node().intValue();
  }

  <T> List<T> list(String field, Function<DocumentNode, T> read) {
    DocumentNode array = required(field, JsonNode::isArray, "a list");
    List<T> values = new ArrayList<>();
    for (int i = 0; i < array.node().size(); i++) {
      values.add(read.apply(new DocumentNode(array.path() + "[" + i + "]", array.node().get(i))));
    }
    return values;
  }

  List<String> texts(String field) {
    return list(field, element -> element.checked(JsonNode::isTextual, "text").textValue());
  }

  List<Long> integers(String field) {
    return list(
        field,
        element -> element.checked(JsonNode::isIntegralNumber, "a whole number").longValue());
  }

  /** The fields of an object of texts, in order. */
  Map<String, String> textMap(String field) {
    DocumentNode object = child(field);
    Map<String, String> map = new LinkedHashMap<>();
    object.node().fieldNames().forEachRemaining(name -> map.put(name, object.text(name)));
    return map;
  }

  /** The constant whose {@code text} form stands in a field. */
  <T> T constant(String field, List<T> values, Function<T, String> form) {
    String text = text(field);
    return values.stream()
        .filter(value -> form.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Invalid %s.%s: '%s' (must be one of %s)"
                        .formatted(path, field, text, values.stream().map(form).toList())));
  }

  private DocumentNode required(String field, Predicate<JsonNode> type, String expected) {
    DocumentNode found = new DocumentNode(path + "." + field, node.path(field));
    found.checked(type, expected);
    return found;
  }

  private JsonNode checked(Predicate<JsonNode> type, String expected) {
    if (!type.test(node)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be %s)"
              .formatted(path, node.isMissingNode() ? "it is missing" : node, expected));
    }
    return node;
  }
}

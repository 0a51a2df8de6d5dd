package org.musweep.pipeline.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Reads the fields of a JSON object; a missing or mistyped one is an error that names it. */
record JsonFields(JsonNode node) {

  /** Sets a number that may be NaN or infinite, which JSON has only as text. */
  static void put(ObjectNode node, String field, double number) {
    if (Double.isFinite(number)) {
      node.put(field, number);
    } else {
      node.put(field, Double.toString(number));
    }
  }

  String text(String field) {
    return checked(field, "a string", JsonNode::isTextual).textValue();
  }

  int integer(String field) {
    return checked(field, "an integer", JsonNode::canConvertToInt).intValue();
  }

  long longInteger(String field) {
    return checked(field, "an integer", JsonNode::canConvertToLong).longValue();
  }

  double number(String field) {
    JsonNode value =
        checked(
            field,
            "a number, NaN, Infinity or -Infinity",
            node -> node.isNumber() || node.asText().matches("NaN|-?Infinity"));
    return value.isNumber() ? value.doubleValue() : Double.parseDouble(value.textValue());
  }

  JsonFields object(String field) {
    return new JsonFields(checked(field, "an object", JsonNode::isObject));
  }

  boolean has(String field) {
    return node.has(field);
  }

  <T> List<T> list(String field, Function<JsonFields, T> element) {
    List<T> result = new ArrayList<>();
    checked(field, "a list", JsonNode::isArray)
        .forEach(child -> result.add(element.apply(new JsonFields(child))));
    return result;
  }

  List<String> texts(String field) {
    List<String> result = new ArrayList<>();
    checked(field, "a list", JsonNode::isArray).forEach(child -> result.add(child.asText()));
    return result;
  }

  <E extends Enum<E>> E name(String field, Class<E> type) {
    String word = text(field);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(word)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "Invalid %s: '%s' (must be one of %s)"
            .formatted(field, word, List.of(type.getEnumConstants())));
  }

  private JsonNode checked(String field, String what, Function<JsonNode, Boolean> test) {
    JsonNode value = node.get(field);
    if (value == null || !test.apply(value)) {
      throw new IllegalArgumentException(
          "Invalid %s: %s (must be %s)"
              .formatted(field, value == null ? "missing" : value.toString(), what));
    }
    return value;
  }
}

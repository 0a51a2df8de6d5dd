package org.musweep.pipeline.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of the JSON Schema that say what may stand about a hyperparameter in a search. */
final class SpaceDefinitions {

  private static final String BLOCKS =
      "^(learning-rate|init-scale)\\\\.block\\\\.(0|[1-9][0-9]{0,4})$";
  private static final String ANY = "{\"type\": [\"string\", \"number\", \"boolean\"]}";

  private SpaceDefinitions() {}

  /** The name of the part that says which ranges a hyperparameter may have. */
  static String range(HyperparameterName name) {
    return "range " + name.allowed().replaceAll("^one of .*", "of words").replace(" ", "-");
  }

  /** All parts: name and JSON Schema. */
  static Map<String, String> all() {
    Map<String, String> parts = new LinkedHashMap<>();
    for (HyperparameterName name : HyperparameterName.values()) {
      parts.put(range(name), name.isNumeric() ? ranges(name) : choice(KeyForm.of(name).schema()));
    }
    parts.put("name", name());
    parts.put("names", array(reference("name"), 0));
    parts.put("settings", values());
    parts.put("points", array(values().replaceFirst("\\{", "{\"minProperties\": 1, "), 0));
    parts.put("ties", keyed(tie()));
    parts.put("conditions", keyed(keyed(anyOf(ANY, array(ANY, 1)))));
    parts.put("constraints", array(constraint(), 0));
    return parts;
  }

  private static String name() {
    String names =
        HyperparameterName.values().stream()
            .map(name -> "\"" + name.key() + "\"")
            .collect(Collectors.joining(", "));
    return anyOf("{\"enum\": [" + names + "]}", "{\"pattern\": \"" + BLOCKS + "\"}");
  }

  /** Hyperparameters, each with a value that it may have. */
  private static String values() {
    return HyperparameterName.values().stream()
        .map(name -> "\"%s\": %s".formatted(name.key(), KeyForm.of(name).schema()))
        .collect(
            Collectors.joining(
                ", ",
                "{\"type\": \"object\", \"properties\": {",
                "}, \"patternProperties\": {\"%s\": %s}, \"additionalProperties\": false}"
                    .formatted(BLOCKS, KeyForm.of(HyperparameterName.LEARNING_RATE).schema())));
  }

  private static String ranges(HyperparameterName name) {
    String value = KeyForm.of(name).schema();
    String above = KeyForm.numbers("above 0");
    return """
    {"type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": false,
     "properties": {
      "log-uniform": %s, "uniform": %s, "int": %s, "log-int": %s, "choice": %s}}\
    """
        .formatted(
            ends(allOf(value, above)),
            ends(value),
            ends(allOf(value, "{\"type\": \"integer\"}")),
            ends(allOf(value, "{\"type\": \"integer\", \"minimum\": 1}")),
            array(value, 1));
  }

  private static String choice(String value) {
    return """
    {"type": "object", "required": ["choice"], "additionalProperties": false,
     "properties": {"choice": %s}}\
    """
        .formatted(array(value, 1));
  }

  private static String tie() {
    return anyOf(
        reference("name"),
        """
        {"type": "object", "required": ["to"], "additionalProperties": false,
         "properties": {"to": %s, "factor": {"type": "number"}}}\
        """
            .formatted(reference("name")));
  }

  private static String constraint() {
    String weights = keyed("{\"type\": \"number\"}");
    return """
    {"type": "object", "additionalProperties": false,
     "oneOf": [{"required": ["sum"]}, {"required": ["product"]}],
     "anyOf": [{"required": ["at-most"]}, {"required": ["at-least"]}],
     "properties": {"sum": %s, "product": %s,
      "at-most": {"type": "number"}, "at-least": {"type": "number"}}}\
    """
        .formatted(weights, weights);
  }

  /** Hyperparameters, each with something. */
  private static String keyed(String value) {
    return """
    {"type": "object", "propertyNames": %s, "additionalProperties": %s}\
    """
        .formatted(reference("name"), value);
  }

  private static String ends(String value) {
    return """
    {"type": "array", "minItems": 2, "maxItems": 2, "items": %s}\
    """
        .formatted(value);
  }

  private static String array(String item, int least) {
    return """
    {"type": "array", "minItems": %d, "items": %s}\
    """
        .formatted(least, item);
  }

  private static String anyOf(String one, String other) {
    return "{\"anyOf\": [" + one + ", " + other + "]}";
  }

  private static String allOf(String one, String other) {
    return "{\"allOf\": [" + one + ", " + other + "]}";
  }

  private static String reference(String name) {
    return "{\"$ref\": \"#/$defs/" + name + "\"}";
  }
}

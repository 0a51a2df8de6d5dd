package org.musweep.pipeline.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The JSON Schema of sweep files, for editors: completion, types and explanations while typing.
 *
 * <p>Every file that {@link SweepSpecReader} accepts keeps to it. The reader refuses more, since it
 * also compares keys with one another.
 */
public final class SweepFileSchema {

  /** The part that describes the inner sections of {@code model}. */
  static final String MODEL_DIFFERENCE = "model-difference";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
  private static final String MODEL = "model";
  private static final String BLOCK = ".block.N";
  private static final List<String> BASES = List.of("base", "delta", "base-shapes", "width-basis");

  /** The keys on whose values it depends which other keys a section has. */
  private static final Map<String, String> KIND_KEYS = Map.of("data", "source", MODEL, "family");

  private final List<ReferenceKey> keys = SweepFileReference.keys();

  private SweepFileSchema() {}

  /** The schema, draft 2020-12, as indented JSON. */
  public static String json() {
    var printer =
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultPrettyPrinter.NopIndenter());
    try {
      return MAPPER.writer(printer).writeValueAsString(new SweepFileSchema().root()) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode root() {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("$schema", DRAFT);
    root.put("title", "musweep sweep file");
    root.setAll(section(""));
    ObjectNode parts = root.putObject("$defs");
    SpaceDefinitions.all().forEach((name, schema) -> parts.set(name, parsed(schema)));
    parts.set(MODEL_DIFFERENCE, modelDifference());
    return root;
  }

  private ObjectNode section(String path) {
    ObjectNode section = MAPPER.createObjectNode();
    section.put("type", "object");
    section.put("additionalProperties", false);
    ArrayNode required = MAPPER.createArrayNode();
    Map<String, List<ReferenceKey>> children = children(path);
    children.forEach(
        (name, declared) -> {
          if (name.endsWith(BLOCK)) {
            String pattern = "^" + name.replace(".", "\\.").replace("N", "(0|[1-9][0-9]{0,4})$");
            section.withObject("/patternProperties").set(pattern, described(declared.get(0)));
            return;
          }
          section.withObject("/properties").set(name, property(declared));
          if (declared.get(0).isRequired() && declared.get(0).kinds().isEmpty()) {
            required.add(name);
          }
        });
    if (!required.isEmpty()) {
      section.set("required", required);
    }
    if (KIND_KEYS.containsKey(path)) {
      section.set("allOf", kinds(path, children));
    }
    return section;
  }

  /** One schema; where kinds have different ones, whichever fits. */
  private ObjectNode property(List<ReferenceKey> declared) {
    if (declared.size() == 1) {
      return described(declared.get(0));
    }
    ObjectNode either = MAPPER.createObjectNode();
    ArrayNode forms = either.putArray("anyOf");
    declared.forEach(key -> forms.add(described(key)));
    return either;
  }

  private ObjectNode described(ReferenceKey key) {
    boolean hasKeys = !children(key.path()).isEmpty();
    ObjectNode schema = MAPPER.createObjectNode();
    String initial = key.isRequired() ? "Required." : "Default: " + key.initial() + ".";
    schema.put("description", key.meaning() + "\n\n" + initial);
    key.defaultValue().ifPresent(value -> schema.set("default", value(value)));
    return schema.setAll(hasKeys ? section(key.path()) : parsed(key.form().schema()));
  }

  /** For each kind, the keys that it has not, and those that it must have. */
  private ArrayNode kinds(String path, Map<String, List<ReferenceKey>> children) {
    String kindKey = KIND_KEYS.get(path);
    ArrayNode cases = MAPPER.createArrayNode();
    List<String> kinds =
        children.values().stream()
            .flatMap(List::stream)
            .flatMap(key -> key.kinds().stream())
            .distinct()
            .sorted()
            .toList();
    for (String kind : kinds) {
      ObjectNode one = cases.addObject();
      ObjectNode condition = one.putObject("if");
      condition.putObject("properties").putObject(kindKey).put("const", kind);
      condition.putArray("required").add(kindKey);
      ObjectNode then = one.putObject("then");
      ObjectNode properties = then.putObject("properties");
      ArrayNode required = MAPPER.createArrayNode();
      children.forEach(
          (name, declared) -> {
            List<ReferenceKey> own = declared.stream().filter(key -> key.isOf(kind)).toList();
            if (own.isEmpty()) {
              properties.put(name, false);
            } else if (declared.size() > 1) {
              properties.set(name, parsed(own.get(0).form().schema()));
            }
            if (own.stream().anyMatch(key -> key.isRequired() && !key.kinds().isEmpty())) {
              required.add(name);
            }
          });
      if (!required.isEmpty()) {
        then.set("required", required);
      }
    }
    return cases;
  }

  /** The keys of {@code model} that may differ in its base. */
  private ObjectNode modelDifference() {
    ObjectNode difference = section(MODEL);
    difference.remove("required");
    difference.remove("allOf");
    difference.withObject("/properties").remove(BASES);
    return difference;
  }

  /** The declarations of the keys that stand directly in a section, by their names there. */
  private Map<String, List<ReferenceKey>> children(String path) {
    Map<String, List<ReferenceKey>> children = new LinkedHashMap<>();
    for (ReferenceKey key : keys) {
      if (sectionOf(key.path()).equals(path)) {
        String name = path.isEmpty() ? key.path() : key.path().substring(path.length() + 1);
        List<ReferenceKey> sofar = children.getOrDefault(name, List.of());
        children.put(name, Stream.concat(sofar.stream(), Stream.of(key)).toList());
      }
    }
    return children;
  }

  /** The longest section that a key is in; names of hyperparameters have dots of their own. */
  private String sectionOf(String path) {
    return keys.stream()
        .filter(key -> key.form().equals(KeyForm.section()))
        .map(ReferenceKey::path)
        .filter(section -> path.startsWith(section + "."))
        .max(Comparator.comparingInt(String::length))
        .orElse("");
  }

  private static JsonNode value(String text) {
    if (text.equals("true") || text.equals("false")) {
      return MAPPER.getNodeFactory().booleanNode(Boolean.parseBoolean(text));
    }
    return text.matches("-?[0-9.]+(e-?[0-9]+)?")
        ? parsedValue(text)
        : MAPPER.getNodeFactory().textNode(text);
  }

  private static ObjectNode parsed(String schema) {
    return (ObjectNode) parsedValue(schema);
  }

  private static JsonNode parsedValue(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not JSON: " + json, e);
    }
  }
}

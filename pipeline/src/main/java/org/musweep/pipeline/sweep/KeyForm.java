package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The values that a key of the sweep file may have, for people and for editors.
 *
 * @param allowed what the reader says that it needs: {@code a whole number from 1 to 100000000}
 * @param shown the same in the column of a table
 * @param schema the same as a JSON Schema
 */
record KeyForm(String allowed, String shown, String schema) {

  private static final String TEXT =
      """
      {"type": ["string", "number", "boolean"], "pattern": "\\\\S"}\
      """;

  /** The keys of a section, which are declared one by one. */
  static KeyForm section() {
    return new KeyForm("a section of keys", "section", "{}");
  }

  static KeyForm text() {
    return text("text");
  }

  /** Text with a meaning, such as a path. */
  static KeyForm text(String shown) {
    return new KeyForm(Form.text().allowed(), shown, TEXT);
  }

  /** Text of a pattern that JavaScript's regular expressions have too; YAML may take it for 1.5. */
  static KeyForm name(String allowed, String shown, String pattern) {
    return new KeyForm(allowed, shown, patterned("[\"string\", \"number\", \"boolean\"]", pattern));
  }

  /** The same, for text that nobody could take for a number. */
  static KeyForm text(String allowed, String shown, String pattern) {
    return new KeyForm(allowed, shown, patterned("\"string\"", pattern));
  }

  private static String patterned(String type, String pattern) {
    return """
    {"type": %s, "pattern": "^(%s)$"}\
    """
        .formatted(type, pattern.replace("\\", "\\\\"));
  }

  static KeyForm wholeNumber(int least) {
    return wholeNumber(least, "whole number from " + least);
  }

  static KeyForm wholeNumber(int least, String shown) {
    return new KeyForm(
        Form.wholeNumber(least).allowed(),
        shown,
        """
        {"type": "integer", "minimum": %d, "maximum": %d}\
        """
            .formatted(least, Form.MOST));
  }

  /** A whole number of 64 bits, negative or not. */
  static KeyForm longNumber() {
    return new KeyForm(
        Form.longNumber().allowed(),
        "whole number",
        """
        {"type": "integer"}\
        """);
  }

  /** A whole number of 64 bits. */
  static KeyForm longNumber(long least) {
    return new KeyForm(
        Form.longNumber(least).allowed(),
        "whole number from " + least,
        """
        {"type": "integer", "minimum": %d}\
        """
            .formatted(least));
  }

  static KeyForm number(Interval interval) {
    return number(interval.text());
  }

  /** The numbers that a hyperparameter may have, or its words. */
  static KeyForm of(HyperparameterName name) {
    return name.isNumeric() ? number(name.allowed()) : words(List.of(ScheduleSpec.Shape.values()));
  }

  private static KeyForm number(String allowed) {
    return new KeyForm("a number " + allowed, allowed, numbers(allowed));
  }

  /** The JSON Schema of the numbers that words such as {@code above 0} stand for. */
  static String numbers(String allowed) {
    List<String> parts = new ArrayList<>(List.of("\"type\": \"number\""));
    switch (allowed) {
      case "that is finite" -> {}
      case "0 or more" -> parts.add("\"minimum\": 0");
      case "above 0" -> parts.add("\"exclusiveMinimum\": 0");
      case "above 0 and below 1" -> parts.add("\"exclusiveMinimum\": 0, \"exclusiveMaximum\": 1");
      case "above 0 and at most 1" -> parts.add("\"exclusiveMinimum\": 0, \"maximum\": 1");
      case "0 or more and below 1" -> parts.add("\"minimum\": 0, \"exclusiveMaximum\": 1");
      case "0 to 1" -> parts.add("\"minimum\": 0, \"maximum\": 1");
      default -> throw new IllegalArgumentException("Unknown interval: " + allowed);
    }
    return parts.stream().collect(Collectors.joining(", ", "{", "}"));
  }

  static KeyForm truth() {
    return new KeyForm(
        Form.truth().allowed(),
        "true, false",
        """
        {"type": "boolean"}\
        """);
  }

  static <E extends SpecWord> KeyForm words(List<E> words) {
    return anyOf(words.stream().map(SpecWord::key).toList());
  }

  /** One of these texts. */
  static KeyForm anyOf(List<String> words) {
    return new KeyForm(
        Form.textOf(words).allowed(),
        words.stream().map(word -> "`" + word + "`").collect(Collectors.joining(", ")),
        words.stream().collect(Collectors.joining("\", \"", "{\"enum\": [\"", "\"]}")));
  }

  static KeyForm duration() {
    return text(Form.duration().allowed(), "duration", "(?=.)(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?");
  }

  /** A list of values of one form. */
  static KeyForm list(KeyForm item, int least, String shown) {
    return new KeyForm(
        "a list, each value " + item.allowed(),
        shown,
        """
        {"type": "array", "minItems": %d, "items": %s}\
        """
            .formatted(least, item.schema()));
  }

  /** Values that the parts of a schema under {@code $defs} describe. */
  static KeyForm defined(String allowed, String shown, String name) {
    return new KeyForm(
        allowed,
        shown,
        """
        {"$ref": "#/$defs/%s"}\
        """
            .formatted(name));
  }
}

package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One key of the sweep file, as the documentation and editors show it.
 *
 * @param path its full name: {@code training.steps}
 * @param form the values it may have
 * @param initial what holds where the file does not have it, in the words of a table
 * @param meaning what it does, with its unit
 * @param kinds the data sources or model families that have it; empty if all have
 */
record ReferenceKey(String path, KeyForm form, String initial, String meaning, List<String> kinds) {

  /** What {@link #initial} says of a key that has to be there. */
  static final String REQUIRED = "required";

  private static final Pattern LITERAL =
      Pattern.compile("-?[0-9.]+(e-?[0-9]+)?|true|false|`([^`.]+)`");

  ReferenceKey {
    kinds = List.copyOf(kinds);
  }

  static ReferenceKey of(String path, KeyForm form, String initial, String meaning) {
    return new ReferenceKey(path, form, initial, meaning, List.of());
  }

  /** The same key, of some data sources or model families only. */
  ReferenceKey in(String... allowedKinds) {
    return new ReferenceKey(path, form, initial, meaning, List.of(allowedKinds));
  }

  boolean isRequired() {
    return initial.equals(REQUIRED);
  }

  /** Whether a data source or a model family has this key. */
  boolean isOf(String kind) {
    return kinds.isEmpty() || kinds.contains(kind);
  }

  /** What to write in a file to say the same as nothing; empty where it depends on other keys. */
  Optional<String> defaultValue() {
    Matcher literal = LITERAL.matcher(initial);
    if (!literal.matches()) {
      return Optional.empty();
    }
    String word = literal.group(2);
    boolean ofAnotherKey =
        word != null && !form.shown().contains(initial) && !form.schema().contains("\"string\"");
    return ofAnotherKey ? Optional.empty() : Optional.of(word == null ? initial : word);
  }
}

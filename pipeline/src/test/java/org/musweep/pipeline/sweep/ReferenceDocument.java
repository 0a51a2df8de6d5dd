package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables of the documentation that are made from the declared keys. */
final class ReferenceDocument {

  private static final Pattern REGION =
      Pattern.compile("<!-- keys: ([^>]+) -->\n(.*?)<!-- end -->\n", Pattern.DOTALL);

  private ReferenceDocument() {}

  /** The document with its tables made anew. */
  static String renewed(String document) {
    Map<String, String> tables = new TreeMap<>();
    SweepFileReference.tables().forEach(table -> tables.put(table.name(), markdown(table)));
    return REGION
        .matcher(document)
        .replaceAll(
            region ->
                Matcher.quoteReplacement(
                    "<!-- keys: %s -->\n%s<!-- end -->\n"
                        .formatted(region.group(1), tables.getOrDefault(region.group(1), ""))));
  }

  /** The names of the tables that a document has. */
  static List<String> tables(String document) {
    return REGION.matcher(document).results().map(region -> region.group(1)).toList();
  }

  private static String markdown(ReferenceTable table) {
    boolean space = table.name().equals(SpaceReference.TABLE);
    String header =
        space
            ? "| hyperparameter | transfers |\n|---|---|\n"
            : "| key | type | default | meaning |\n|---|---|---|---|\n";
    return table.keys().stream()
        .map(key -> space ? spaceRow(key) : row(key))
        .collect(Collectors.joining("", header, ""));
  }

  private static String row(ReferenceKey key) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(key.path(), key.form().shown(), key.initial(), key.meaning());
  }

  private static String spaceRow(ReferenceKey key) {
    return "| `%s` | %s |\n"
        .formatted(key.path().substring(SpaceReference.TABLE.length() + 1), key.meaning());
  }
}

package org.musweep.mup.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one test did with one reference file.
 *
 * <p>Written as {@code FILE--TEST.json} into {@code target/parity}, or {@code target/parity-other}
 * for files that are not the bundled ones; beside them {@code parity.md} is the table of all.
 *
 * @param file the reference file
 * @param test the test's simple class name
 * @param source {@code bundled}, or the directory that replaced the bundled files
 * @param cases cases of the file that were checked
 * @param checks what was checked of them: runs, targets, rows, or the cases themselves
 * @param skipped cases that were not checked, and why
 */
public record ParityTally(
    String file, String test, String source, int cases, int checks, Map<String, String> skipped) {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Copies the skipped cases, in their order. */
  public ParityTally {
    skipped = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(skipped));
  }

  /** Writes this tally, and the table of all tallies of the directory. */
  void write(Path directory) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("file", file).put("test", test).put("source", source);
    json.put("cases", cases).put("checks", checks);
    ArrayNode reasons = json.putArray("skipped");
    skipped.forEach((name, why) -> reasons.addObject().put("case", name).put("reason", why));
    try {
      Files.createDirectories(directory);
      Files.writeString(
          directory.resolve(file + "--" + test + ".json"), json.toPrettyString() + "\n");
      Files.writeString(directory.resolve("parity.md"), table(read(directory)));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the tally of " + file, e);
    }
  }

  /** Its row in the table of docs/parametrization.md. */
  List<String> row() {
    String reasons =
        skipped.entrySet().stream()
            .map(each -> "`%s`: %s".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "));
    return List.of(
        "`%s`, `%s`".formatted(file, test),
        Integer.toString(cases + skipped.size()),
        Integer.toString(cases),
        Integer.toString(checks),
        reasons.isEmpty() ? "none" : reasons);
  }

  /** All tallies of a directory, by file and test. */
  static List<ParityTally> read(Path directory) throws IOException {
    List<ParityTally> result = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path path : files.filter(p -> p.toString().endsWith(".json")).sorted().toList()) {
        JsonNode json = MAPPER.readTree(path.toFile());
        Map<String, String> skipped = new LinkedHashMap<>();
        for (JsonNode each : json.path("skipped")) {
          skipped.put(each.path("case").asText(), each.path("reason").asText());
        }
        result.add(
            new ParityTally(
                json.path("file").asText(),
                json.path("test").asText(),
                json.path("source").asText(),
                json.path("cases").asInt(),
                json.path("checks").asInt(),
                skipped));
      }
    }
    return result;
  }

  /** A Markdown table, one row per tally, and a list of what was skipped. */
  static String table(List<ParityTally> tallies) {
    StringJoiner text = new StringJoiner("\n", "", "\n");
    text.add("| reference file | cases | checks | skipped | test |");
    text.add("|---|---|---|---|---|");
    for (ParityTally each : tallies) {
      text.add(
          "| `%s` | %d | %d | %d | `%s` |"
              .formatted(
                  each.file(), each.cases(), each.checks(), each.skipped().size(), each.test()));
    }
    if (tallies.stream().anyMatch(each -> !each.skipped().isEmpty())) {
      text.add("").add("Skipped:").add("");
    }
    for (ParityTally each : tallies) {
      each.skipped()
          .forEach((name, why) -> text.add("- `%s`, `%s`: %s".formatted(each.file(), name, why)));
    }
    return text.toString();
  }
}

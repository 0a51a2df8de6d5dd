package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A valid sweep file with some keys changed, one key a line. Keys of sections are named with a
 * slash: {@code training/steps}.
 *
 * @param values what follows each key, in order
 */
record SampleFile(Map<String, String> values) {

  static final String EXPORTED = "../mup-model/src/test/resources/exported/net";

  private static final Pattern PLACE = Pattern.compile("^.*s\\.yaml:(?:([0-9]+): )?");

  SampleFile {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The least that a sweep of a Transformer on text needs. */
  static SampleFile transformer() {
    return new SampleFile(Map.of())
        .with("schema", "1")
        .with("sweep", "sample")
        .with("data/source", "text")
        .with("data/path", "data.txt")
        .with("model/family", "transformer")
        .with("model/width", "32")
        .with("model/head-size", "16")
        .with("training/steps", "1200")
        .with("training/batch-size", "4")
        .with("search/trials", "24")
        .with("search/space/learning-rate", "{log-uniform: [0.004, 0.125]}")
        .with("transfer/width", "256");
  }

  /** The least that a sweep of an MLP on images needs. */
  static SampleFile mlp() {
    return transformer()
        .with("data/source", "images")
        .with("data/height", "28")
        .with("data/width", "28")
        .with("data/classes", "10")
        .with("data/validation-examples", "6000")
        .with("model/family", "mlp")
        .without("model/head-size");
  }

  /** The least that a sweep of modules needs, whose widths are but names here. */
  static SampleFile torchScript() {
    return mlp()
        .with("model/family", "torchscript")
        .with("model/modules", "{32: %1$s8.pt, 256: %1$s16.pt}".formatted(EXPORTED));
  }

  /** The same file with a key set, or replaced in its place. */
  SampleFile with(String key, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(key, value);
    return new SampleFile(changed);
  }

  /** The same file without a key, or without a section and all of its keys. */
  SampleFile without(String key) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.keySet().removeIf(one -> one.equals(key) || one.startsWith(key + "/"));
    return new SampleFile(changed);
  }

  /** YAML, one key a line; keys of a section stand together. */
  String text() {
    return String.join("\n", lines("", 0)) + "\n";
  }

  private List<String> lines(String section, int depth) {
    List<String> lines = new ArrayList<>();
    List<String> done = new ArrayList<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      if (!entry.getKey().startsWith(section)) {
        continue;
      }
      String rest = entry.getKey().substring(section.length());
      int slash = rest.indexOf('/');
      String key = slash < 0 ? rest : rest.substring(0, slash);
      if (done.contains(key)) {
        continue;
      }
      done.add(key);
      String indentation = "  ".repeat(depth);
      if (slash < 0) {
        lines.add(indentation + key + ": " + entry.getValue());
      } else {
        lines.add(indentation + key + ":");
        lines.addAll(lines(section + key + "/", depth + 1));
      }
    }
    return lines;
  }

  SweepSpec read() {
    return open(text()).spec();
  }

  /** The problems found, without file and line: {@code training.steps: ...}. */
  List<String> problems() {
    return problems(text()).stream().map(problem -> problem.replaceFirst("^\\d+: ", "")).toList();
  }

  /** The cautions, in the same form. */
  List<String> cautions() {
    return open(text()).cautions().stream()
        .map(caution -> PLACE.matcher(caution).replaceFirst(""))
        .toList();
  }

  /** The problems of any text, without the file: {@code 7: training.steps: ...}. */
  static List<String> problems(String text) {
    try {
      open(text);
      return List.of();
    } catch (SpecException e) {
      return e.problems().stream()
          .map(problem -> problem.substring(problem.indexOf("s.yaml:") + "s.yaml:".length()))
          .map(String::strip)
          .toList();
    }
  }

  /** The keys that reading this file asks for. */
  Set<String> knownKeys() {
    return reading(text(), SweepSpecReader::knownKeys);
  }

  static SweepFile open(String text) {
    return reading(text, SweepSpecReader::open);
  }

  private static <T> T reading(String text, Function<Path, T> read) {
    Path file = write(text);
    try {
      return read.apply(file);
    } finally {
      delete(file);
    }
  }

  private static Path write(String text) {
    try {
      return Files.writeString(Files.createTempDirectory("sample").resolve("s.yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
      Files.delete(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

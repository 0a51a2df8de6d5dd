package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SweepFileKeysTest {

  private static final Set<String> RANGES =
      Set.of("log-uniform", "uniform", "int", "log-int", "choice");

  static List<KeyExample> examples() {
    return KeyExample.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void acceptsAndRejects(KeyExample example) {
    assertThat(example.accepted().read().toString()).contains(example.appears());
    assertThat(example.rejected().problems()).containsExactly(example.problem());
  }

  @Test
  void everyKeyHasAnExample() {
    Set<String> withExample =
        examples().stream().map(KeyExample::key).collect(Collectors.toCollection(TreeSet::new));

    assertThat(withExample).isEqualTo(knownKeys());
  }

  @Test
  void everyKeyIsInTheDocumentation() throws IOException {
    String documentation = Files.readString(Path.of("../docs/sweep-file.md"));

    assertThat(knownKeys())
        .allSatisfy(key -> assertThat(documentation).contains(row(key)))
        .isNotEmpty();
    assertThat(RANGES).allSatisfy(range -> assertThat(documentation).contains("`" + range + ":"));
  }

  /** The start of the row, or the heading, that documents a key. */
  private static String row(String key) {
    String dotted = key.replace('/', '.');
    if (dotted.startsWith("search.space.")) {
      return "\n| `" + dotted.substring("search.space.".length()) + "` |";
    }
    return "\n| `" + dotted + "` |";
  }

  /** The keys that any of the examples made the reader ask for, but for the forms of a range. */
  private static Set<String> knownKeys() {
    return examples().stream()
        .flatMap(example -> Stream.of(example.accepted(), example.rejected()))
        .flatMap(file -> file.knownKeys().stream())
        .map(SweepFileKeysTest::withSlashes)
        .filter(key -> !RANGES.contains(key.substring(key.lastIndexOf('/') + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String withSlashes(String key) {
    for (HyperparameterName name : HyperparameterName.values()) {
      String searched = "search.space." + name.key();
      if (key.equals(searched)) {
        return "search/space/" + name.key();
      }
      if (key.startsWith(searched + ".") && RANGES.contains(key.substring(searched.length() + 1))) {
        return key.replace('.', '/');
      }
      if (key.equals("training." + TrainingReader.keyOf(name)) && !key.contains("schedule")) {
        return "training/" + name.key();
      }
    }
    return key.replace('.', '/');
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.Figures;

/**
 * Ten thousand damaged sweep files: each is refused with exit code 2 and messages for a person, or
 * is still a sweep file. Nothing is ever written.
 */
@Tag("faults")
class MutatedFilesTest {

  private static final int FILES = 10_000;

  /** Every so many refused files, the commands that would write are asked too. */
  private static final int COMMANDS_EVERY = 50;

  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1",
          "1e999",
          "99999999999999999999",
          "2147483647",
          "-2147483648",
          ".nan",
          ".inf",
          "~",
          "null",
          "true",
          "[]",
          "{}",
          "[1, 2]",
          "{a: b}",
          "[0.1, 0.2]",
          "\"\"",
          "''",
          "1e-300",
          "0x10",
          "1_000",
          "1h",
          "-5m",
          "999999999d",
          "é",
          "\ud83d\ude00",
          "..",
          "/",
          "file:",
          "hdfs:",
          "s3a://",
          "nope://x/y",
          "a: b",
          "- x",
          "|",
          ">",
          "&a x",
          "*a",
          "!!str x",
          "!!java.lang.Runtime {}",
          "<<",
          "?",
          "%",
          "@",
          "`",
          "\t",
          "\0",
          "\u2028",
          "\ufeff");

  @TempDir private Path folder;

  @Test
  void isRefusedInWordsAndLeavesNothing() throws IOException {
    List<String> seeds = seeds();
    SplittableRandom random = new SplittableRandom(20260217);
    Path file = folder.resolve("sweep.yaml");
    int refused = 0;
    for (int round = 0; round < FILES; round++) {
      byte[] damaged = damaged(seeds.get(round % seeds.size()), random);
      Files.write(file, damaged);
      CommandRun run = CommandRun.of("validate", file.toString());
      String what = "round %d:%n%s%n%s".formatted(round, text(damaged), run.err());
      assertThat(run.exit()).as(what).isIn(0, 2);
      assertThat(run.err()).as(what).doesNotContain("\tat ", "Exception", "unexpected: ");
      if (run.exit() == 2) {
        refused++;
        assertThat(run.err()).as(what).isNotBlank();
        assertThat(run.out()).as(what).isEmpty();
        if (refused % COMMANDS_EVERY == 0) {
          refuse("run", file, what);
          refuse("sweep", file, what);
        }
      }
      if (round % 100 == 0 || round == FILES - 1) {
        assertThat(content()).as(what).containsExactly(folder, file);
      }
    }
    assertThat(refused).isGreaterThan(FILES / 2);
    Figures.of("fuzz", "commands")
        .with("files", FILES)
        .with("refused", refused)
        .with("stackTraces", 0)
        .write(MutatedFilesTest.class);
  }

  private static void refuse(String command, Path file, String what) {
    CommandRun run = CommandRun.of(command, file.toString());
    assertThat(run.exit()).as(what).isEqualTo(2);
    assertThat(run.out()).as(what).isEmpty();
  }

  private List<Path> content() throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    }
  }

  private static List<String> seeds() throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.list(Path.of("..", "conf"))) {
      files = found.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    Path data = Path.of("..", "conf", "data").toAbsolutePath().normalize();
    List<String> seeds = new ArrayList<>();
    for (Path file : files) {
      seeds.add(Files.readString(file).replace("conf/data", data.toString()));
    }
    return seeds;
  }

  private static byte[] damaged(String valid, SplittableRandom random) {
    String text = valid;
    for (int cut = random.nextInt(1, 4); cut > 0; cut--) {
      text =
          switch (random.nextInt(6)) {
            case 0 -> lineGone(text, random);
            case 1 -> lineTwice(text, random);
            case 2, 3 -> otherValue(text, random);
            case 4 -> otherIndent(text, random);
            default -> otherKey(text, random);
          };
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return random.nextInt(3) == 0 && bytes.length > 0 ? otherBytes(bytes, random) : bytes;
  }

  private static byte[] otherBytes(byte[] bytes, SplittableRandom random) {
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(4) == 0
        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
        : bytes;
  }

  private static String lineGone(String text, SplittableRandom random) {
    return changed(text, random, line -> List.of());
  }

  private static String lineTwice(String text, SplittableRandom random) {
    return changed(text, random, line -> List.of(line, line));
  }

  private static String otherValue(String text, SplittableRandom random) {
    String value = VALUES.get(random.nextInt(VALUES.size()));
    return changed(text, random, line -> List.of(withValue(line, value, random)));
  }

  /** Replaces one of the values of a line, those in braces and brackets included. */
  private static String withValue(String line, String value, SplittableRandom random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i + 1 < line.length(); i++) {
      if ((line.charAt(i) == ':' || line.charAt(i) == ',') && line.charAt(i + 1) == ' ') {
        places.add(i + 2);
      }
    }
    if (places.isEmpty()) {
      return line + value;
    }
    int from = places.get(random.nextInt(places.size()));
    int to = from;
    while (to < line.length() && ",]}#".indexOf(line.charAt(to)) < 0) {
      to++;
    }
    return line.substring(0, from) + value + line.substring(to);
  }

  private static String otherIndent(String text, SplittableRandom random) {
    int more = random.nextInt(1, 4);
    return changed(
        text,
        random,
        line -> List.of(random.nextBoolean() ? " ".repeat(more) + line : line.strip()));
  }

  private static String otherKey(String text, SplittableRandom random) {
    return changed(
        text,
        random,
        line -> {
          int colon = line.indexOf(':');
          int at = colon <= 0 ? 0 : random.nextInt(colon);
          return List.of(
              line.substring(0, at) + "x" + line.substring(Math.min(line.length(), at + 1)));
        });
  }

  private static String changed(
      String text,
      SplittableRandom random,
      java.util.function.Function<String, List<String>> change) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    if (lines.isEmpty()) {
      return text;
    }
    int index = random.nextInt(lines.size());
    List<String> instead = change.apply(lines.remove(index));
    lines.addAll(index, instead);
    return String.join("\n", lines) + "\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}

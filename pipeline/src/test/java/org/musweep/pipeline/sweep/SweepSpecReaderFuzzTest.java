package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damaged sweep files are refused, or read; nothing else happens. */
class SweepSpecReaderFuzzTest {

  private static final int ROUNDS = 300;

  private static final List<String> FRAGMENTS =
      List.of(
          "0",
          "-1",
          "1e999",
          "99999999999999999999",
          ".nan",
          "~",
          "null",
          "true",
          "[]",
          "{}",
          "[",
          "}",
          ":",
          "- ",
          "\"",
          "'",
          "#",
          "&a ",
          "*a",
          "!!str ",
          "\t",
          "\n",
          "\0",
          "\u00e9",
          "\ud83d\ude00",
          "---\n",
          "|",
          ">",
          "?",
          "%",
          "@",
          "<<: ",
          "1e-3",
          "file:",
          "..",
          "x");

  @Test
  void damagedFilesAreRefusedWithTheirName(@TempDir Path folder) throws IOException {
    String valid = Files.readString(Path.of("../conf/quickstart.yaml"));
    Path file = folder.resolve("s.yaml");
    SplittableRandom random = new SplittableRandom(20260101);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String damaged = damaged(valid, random);
      Files.write(file, damaged.getBytes(StandardCharsets.UTF_8));
      try {
        SweepSpecReader.openVerified(file, folder);
      } catch (SpecException e) {
        refused++;
        assertThat(e.problems()).allMatch(problem -> problem.startsWith(file.toString() + ":"));
      } catch (RuntimeException | StackOverflowError e) {
        fail("round " + round + ":\n" + damaged, e);
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  private static String damaged(String text, SplittableRandom random) {
    String result = text;
    for (int cut = random.nextInt(1, 4); cut > 0; cut--) {
      int from = random.nextInt(result.length());
      int to = Math.min(result.length(), from + random.nextInt(1, 30));
      String fragment = FRAGMENTS.get(random.nextInt(FRAGMENTS.size()));
      result =
          switch (random.nextInt(4)) {
            case 0 -> result.substring(0, from) + result.substring(to);
            case 1 -> result.substring(0, from) + fragment + result.substring(from);
            case 2 -> result.substring(0, from) + fragment + result.substring(to);
            default -> withoutLine(result, random);
          };
    }
    return result;
  }

  private static String withoutLine(String text, SplittableRandom random) {
    List<String> lines = text.lines().toList();
    int gone = random.nextInt(lines.size());
    StringBuilder rest = new StringBuilder(" ");
    for (int line = 0; line < lines.size(); line++) {
      if (line != gone) {
        rest.append(lines.get(line)).append('\n');
      }
    }
    return rest.substring(1) + "#";
  }
}

package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParityTallyTest {

  @Test
  void everyTallyIsAFileAndARowOfTheTable(@TempDir Path directory) throws IOException {
    ParityTally second =
        new ParityTally(
            "b.json", "BTest", "bundled", 2, 7, Map.of("odd", "it cannot be made here"));
    ParityTally first = new ParityTally("a.json", "ATest", "bundled", 3, 3, Map.of());
    second.write(directory);
    first.write(directory);
    assertThat(ParityTally.read(directory)).containsExactly(first, second);
    assertThat(Files.readString(directory.resolve("parity.md")))
        .isEqualTo(
            """
            | reference file | cases | checks | skipped | test |
            |---|---|---|---|---|
            | `a.json` | 3 | 3 | 0 | `ATest` |
            | `b.json` | 2 | 7 | 1 | `BTest` |

            Skipped:

            - `b.json`, `odd`: it cannot be made here
            """);
  }
}

package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Resident size of a process that trains, in a JVM of its own whose heap is fixed and touched from
 * the start: what grows is memory outside it.
 */
@Tag("djl")
class NativeMemoryTest {

  /** By how much the resident size may grow over 2,000 steps: by 4 kB a step. */
  private static final double GROWTH_OVER_STEPS = 1.03;

  /**
   * By how much it may grow over 40 trainers of 6 MB each. One array of parameters or moments left
   * behind by each would be 80 MB, over a quarter; what the allocator keeps has been up to 6 %.
   */
  private static final double GROWTH_OVER_TRAINERS = 1.10;

  @Test
  void twoThousandStepsLeakNothing() throws IOException, InterruptedException {
    List<Long> kilobytes = measure("steps", 500, 2_500);
    assertThat(kilobytes).hasSize(2);
    assertThat((double) kilobytes.get(1))
        .as("kB resident after 500 and 2,500 steps: %s", kilobytes)
        .isLessThan(GROWTH_OVER_STEPS * kilobytes.get(0));
  }

  @Test
  void closedTrainersLeaveNothingBehind() throws IOException, InterruptedException {
    List<Long> kilobytes = measure("trainers", 20, 60);
    assertThat(kilobytes).hasSize(2);
    assertThat((double) kilobytes.get(1))
        .as("kB resident after 20 and 60 trainers: %s", kilobytes)
        .isLessThan(GROWTH_OVER_TRAINERS * kilobytes.get(0));
  }

  private static List<Long> measure(String what, int first, int last)
      throws IOException, InterruptedException {
    assumeTrue(Files.isReadable(ResidentSizeProbe.STATUS), "the system tells no resident size");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java,
                "-Xms96m",
                "-Xmx96m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                // As executors have it: what the second compiler makes takes up to 10 % more.
                "-XX:TieredStopAtLevel=1",
                "-Dai.djl.offline=true",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-cp",
                System.getProperty("java.class.path"),
                ResidentSizeProbe.class.getName(),
                what,
                Integer.toString(first),
                Integer.toString(last))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    StringWriter output = new StringWriter();
    try (Reader reader = new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)) {
      reader.transferTo(output);
    }
    assertThat(process.waitFor()).as(output.toString()).isZero();
    return output
        .toString()
        .lines()
        .filter(line -> line.startsWith(ResidentSizeProbe.PREFIX))
        .map(line -> Long.valueOf(line.substring(ResidentSizeProbe.PREFIX.length())))
        .toList();
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SweepProgress;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class TerminalDisplayTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private long nanos = Duration.ofHours(1).toNanos();

  private TerminalDisplay on(Screen screen) {
    return new TerminalDisplay(screen, () -> nanos);
  }

  private void pass(Display display, int seconds) {
    for (int second = 0; second < seconds; second++) {
      nanos += Duration.ofSeconds(1).toNanos();
      ((TerminalDisplay) display).tick();
    }
  }

  private String shown() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** 24 trials of 100 steps: 6 done, one of them diverged, 8 running. */
  private static SweepProgress progress() {
    var best =
        TrialSpec.of(
            Purpose.EXPLORATION,
            3,
            new TrialShape("maximal-update", 32, 2, 4, 100),
            new Configuration(List.of()),
            7);
    return new SweepProgress(
        Purpose.EXPLORATION,
        24,
        new StudyCounts(10, 8, 0, 5, 1, 0, 0),
        List.of(new SweepProgress.RunningPack("p0002", 8, 32, 0, 100)),
        Optional.of(new SweepProgress.Best(best, 100, 2.31234)),
        new SweepProgress.LaneSteps(600, 2400));
  }

  @Test
  void linesTellAllThatMatters() {
    try (TerminalDisplay display = on(new Screen.Plain(out))) {
      display.phase("sweep");
      display.progress(progress());
      display.laneSteps(450);
      pass(display, 5);
    }

    // 450 lane-steps in 5 seconds, 2400 - 600 - 450 to go.
    assertThat(shown().lines())
        .containsExactly(
            "sweep",
            "sweep: 6/24 done, 8 running, 1 diverged, best 2.312 at step 100, 15 s left"
                + " | p0002: 8 of width 32 to step 100");
  }

  @Test
  void plainOutputHasALineAtMostEveryFiveSeconds() {
    try (TerminalDisplay display = on(new Screen.Plain(out))) {
      display.phase("coord check");
      pass(display, 14);
    }

    assertThat(shown().lines())
        .containsExactly("coord check", "coord check, 5 s", "coord check, 10 s");
  }

  @Test
  void terminalHasOneLineThatIsRedrawnEverySecondAndFits() {
    try (TerminalDisplay display = on(new Screen.Redrawn(out, 40))) {
      display.phase("sweep");
      display.progress(progress());
      pass(display, 3);
    }

    assertThat(shown()).doesNotContain("\n");
    assertThat(shown().split("\r\u001b\\[K", -1))
        .containsExactly(
            "",
            "sweep",
            "sweep: 6/24 done, 8 running, 1 diverged",
            "sweep: 6/24 done, 8 running, 1 diverged",
            "sweep: 6/24 done, 8 running, 1 diverged",
            "");
  }

  @Test
  void linesStayAboveWhatIsRedrawn() {
    try (TerminalDisplay display = on(new Screen.Redrawn(out, 40))) {
      display.phase("sweep");
      display.line("sweep done");
    }

    assertThat(shown().replace(System.lineSeparator(), "\n"))
        .isEqualTo("\r\u001b[Ksweep\r\u001b[Ksweep done\n\r\u001b[K");
  }

  @Test
  void stepsOfOneRunHaveTheirOwnPace() {
    try (TerminalDisplay display = on(new Screen.Plain(out))) {
      display.phase("wide run");
      pass(display, 3);
      display.step("wide run", 100, 1200, "loss 3.100");
      pass(display, 10);
      display.step("wide run", 200, 1200, "loss 2.900");
      pass(display, 2);
    }

    assertThat(shown().lines().reduce((first, last) -> last))
        .contains("wide run: step 200/1200, loss 2.900, 2 min 00 s left");
  }

  @Test
  void nothingIsDrawnBetweenPhases() {
    try (TerminalDisplay display = on(new Screen.Plain(out))) {
      display.phase("wide run");
      display.step("wide run", 1200, 1200, "loss 2.000");
      display.rest();
      display.line("wide run done");
      pass(display, 20);
    }

    assertThat(shown().lines()).containsExactly("wide run", "wide run done");
  }

  @Test
  void nothingIsDrawnAfterTheEnd() {
    TerminalDisplay display = on(new Screen.Plain(out));
    display.phase("sweep");
    display.close();
    display.phase("select");
    pass(display, 10);

    assertThat(shown().lines()).containsExactly("sweep");
  }

  @Test
  void manyFailuresAtOnceAreCounted() {
    try (TerminalDisplay display = on(new Screen.Plain(out))) {
      for (int pack = 1; pack <= 100; pack++) {
        display.packLost("p%04d".formatted(pack), "gone");
      }
      pass(display, 2);
      display.packLost("p0101", "gone");
    }

    assertThat(shown().lines())
        .containsExactly(
            "pack p0001 was lost: gone",
            "99 more of that kind; the report lists every trial that failed",
            "pack p0101 was lost: gone");
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.RunStatus.State;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;
import org.musweep.pipeline.wide.WideDocuments.Application;
import org.musweep.pipeline.wide.WideDocuments.Standing;
import org.musweep.pipeline.wide.WideEnd;

class StatusTextTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 1, 4, 20);
  private static final Instant NOW = Instant.ofEpochSecond(1000);
  private static final LeaseHolder ALIVE = LeaseHolder.thisProcess(0);
  private static final LeaseHolder DEAD = new LeaseHolder(Long.MAX_VALUE, ALIVE.host(), 0);

  private final StudyState state = new StudyState();

  @BeforeEach
  void record() {
    state.apply(new Event.StepFinished("coord-check", "passed, though barely"));
    for (int index = 0; index < 4; index++) {
      state.apply(new Event.TrialSuggested(trial(index)));
    }
    state.apply(ended(0, new TrialResult.Completed(20, 2.5)));
    state.apply(ended(1, new TrialResult.Diverged(20, 2.0, "not finite")));
    state.apply(ended(2, new TrialResult.Stopped(10, 2.1, "rung")));
    state.apply(new Event.PackStarted(new Pack("p0002", SHAPE, 0, 20, List.of(trial(3))), 935_000));
  }

  private static TrialSpec trial(int index) {
    return TrialSpec.of(Purpose.EXPLORATION, index, SHAPE, new Configuration(List.of()), 7);
  }

  private static Event ended(int index, TrialResult result) {
    return new Event.TrialEnded(trial(index).id(), result, 1);
  }

  private List<String> lines(State last, OptionalInt exit, LeaseHolder holder) {
    return text(last, exit, holder, Optional.empty(), WideStatus.none()).lines(NOW);
  }

  private StatusText text(
      State last,
      OptionalInt exit,
      LeaseHolder holder,
      Optional<Duration> silence,
      WideStatus wide) {
    var status = new RunStatus("sweep", last, exit, true, List.of(), Instant.EPOCH);
    return new StatusText(
        "out/small/main",
        Optional.of(status),
        Optional.of(holder),
        state,
        List.of("report/index.html"),
        silence,
        wide);
  }

  @Test
  void runningRunShowsItsPacks() {
    assertThat(lines(State.RUNNING, OptionalInt.empty(), ALIVE))
        .containsExactly(
            "out/small/main: sweep is running (%s)".formatted(ALIVE.text()),
            "  steps done      coord-check",
            "  trials          4: 1 running, 1 completed, 1 diverged, 1 stopped",
            "  best so far     2.5000 nats at step 20: ",
            "  results         report/index.html",
            "  running         p0002: 1 trials of width 32, steps 0 to 20, for 1 min 05 s");
  }

  @Test
  void crashedRunSaysHowToGoOn() {
    List<String> lines = lines(State.RUNNING, OptionalInt.empty(), DEAD);

    assertThat(lines.get(0)).contains("was running when its process ended", "resumes");
    assertThat(lines)
        .noneMatch(line -> line.startsWith("  running"))
        .contains("  trials          4: 1 interrupted, 1 completed, 1 diverged, 1 stopped");
    StatusText status =
        text(State.RUNNING, OptionalInt.empty(), DEAD, Optional.empty(), WideStatus.none());
    assertThat(StatusJson.of(status))
        .contains("\"interrupted\":1", "\"runningPacks\":0")
        .doesNotContain("\"running\":");
  }

  @Test
  void endedRunsShowTheirExitCode() {
    assertThat(lines(State.FAILED, OptionalInt.of(5), DEAD).get(0))
        .isEqualTo("out/small/main: sweep failed with exit code 5");
    assertThat(lines(State.INTERRUPTED, OptionalInt.of(130), DEAD).get(0))
        .contains("interrupted", "130", "resumes");
    assertThat(lines(State.DONE, OptionalInt.of(0), DEAD).get(0)).endsWith("sweep is done");
  }

  @Test
  void driverOnAnotherHostLivesAsLongAsItGivesSigns() {
    LeaseHolder elsewhere = new LeaseHolder(1, "a-host-that-is-not-this-one", 0);
    StatusText fresh =
        text(State.RUNNING, OptionalInt.empty(), elsewhere, seconds(4), WideStatus.none());
    StatusText silent =
        text(State.RUNNING, OptionalInt.empty(), elsewhere, seconds(720), WideStatus.none());

    assertThat(fresh.isHeld()).isTrue();
    assertThat(fresh.lines(NOW).get(0))
        .contains("sweep is running", "a-host-that-is-not-this-one", "last sign of life 4 s ago");
    assertThat(silent.isHeld()).isFalse();
    assertThat(silent.lines(NOW).get(0))
        .contains("was running", "without a sign of life for 12 min 00 s", "resumes");
  }

  @Test
  void wideRunThatWasSubmittedOutlivesItsCommand() {
    WideStatus wide = wide(seconds(1), Optional.empty());
    StatusText status = text(State.RUNNING, OptionalInt.empty(), DEAD, seconds(90), wide);

    assertThat(status.isAtWork()).isTrue();
    assertThat(status.lines(NOW))
        .contains(
            "  wide run        step 300 of 1200 (25%), loss 2.5000, about 3 min 00 s left",
            "  caution         loss is rising",
            "  application     app-7, last sign of life 1 s ago");
    assertThat(StatusJson.of(status))
        .contains("\"wide\":{\"step\":300,\"steps\":1200,", "\"secondsLeft\":180")
        .contains("\"finishedSteps\":{\"coord-check\":\"passed\"}");
  }

  @Test
  void wideRunThatIsSilentOrHasEndedIsNotAtWork() {
    assertThat(wide(seconds(60), Optional.empty()).lines().get("application"))
        .isEqualTo("app-7, no sign of life for 1 min 00 s; train goes on from its last checkpoint");
    assertThat(wide(seconds(60), Optional.empty()).isAtWork()).isFalse();
    WideStatus refused = wide(seconds(1), Optional.of(new WideEnd.Refused(2, "no such data")));
    assertThat(refused.isAtWork()).isFalse();
    assertThat(refused.line()).contains("refused: no such data");
  }

  private static WideStatus wide(Optional<Duration> silence, Optional<WideEnd> end) {
    return new WideStatus(
        Optional.of(new Application("a", "app-7", 3)),
        Optional.of(new Standing("a", 0, 300, 1200, 2.5, "loss is rising", 5)),
        end,
        silence);
  }

  private static Optional<Duration> seconds(int count) {
    return Optional.of(Duration.ofSeconds(count));
  }
}

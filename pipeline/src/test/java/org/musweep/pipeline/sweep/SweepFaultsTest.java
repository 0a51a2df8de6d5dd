package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.FailingTrialExecutor;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.LostExecutorException;
import org.musweep.pipeline.trial.LostExecutorException.Blame;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.StalledPackException;
import org.musweep.pipeline.trial.StalledPackException.Remains;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.UnluckyPackException;

class SweepFaultsTest {

  private final DriverDiary diary = new DriverDiary();
  private final Study study = DriverDiary.emptyStudy();

  @Test
  void failedAndDivergedTrialsAreRowsAndTheRestGoesOn() {
    explore(
        faults ->
            faults
                .throwing(trial -> trial.index() % 10 == 3)
                .diverging(trial -> trial.index() % 10 == 4));

    List<TrialState> trials = study.state().trials();
    assertThat(DriverDiary.count(trials, TrialResult.Failed.class)).isEqualTo(3);
    assertThat(DriverDiary.count(trials, TrialResult.Diverged.class)).isEqualTo(3);
    assertThat(DriverDiary.count(trials, TrialResult.Completed.class)).isPositive();
    assertThat(study.state().counts().ended()).isEqualTo(27);
    assertThat(trials.get(3).rungs()).hasSize(1);
    assertThat(trials.get(3).rungs().get(0).reason()).contains("failed on purpose");
    assertThat(trials.get(4).rungs().get(0).decision().word()).isEqualTo("diverged");
  }

  @Test
  void lossThatIsNotFiniteIsDivergence() {
    TrialExecutor executor =
        reporting(
            (lane) ->
                lane instanceof LaneReport.Paused paused && isOdd(paused)
                    ? new LaneReport.Paused(paused.trial(), paused.step(), Double.NaN)
                    : lane instanceof LaneReport.Ended ended
                        ? new LaneReport.Ended(
                            ended.trial(), new TrialResult.Completed(900, Double.POSITIVE_INFINITY))
                        : lane);
    explore(executor);

    List<TrialState> trials = study.state().trials();
    assertThat(DriverDiary.count(trials, TrialResult.Completed.class)).isZero();
    assertThat(trials.get(1).result())
        .contains(new TrialResult.Diverged(100, Double.NaN, "validation loss is NaN"));
    assertThat(trials)
        .filteredOn(trial -> trial.progress().step() == 900)
        .isNotEmpty()
        .allSatisfy(
            trial ->
                assertThat(trial.result())
                    .contains(
                        new TrialResult.Diverged(
                            900, Double.POSITIVE_INFINITY, "validation loss is Infinity")));
    assertThat(study.state().counts().ended()).isEqualTo(27);
  }

  private static boolean isOdd(LaneReport lane) {
    return Integer.parseInt(lane.trial().value().substring(1, 5)) % 2 == 1;
  }

  @Test
  void packsThatAreLostOnceAreTriedAgain() {
    explore(
        faults -> faults.losing(pack -> pack.id().equals("p0001") || pack.id().equals("p0004")));

    assertThat(diary.lost)
        .hasSize(2)
        .first()
        .isEqualTo("p0001: java.lang.IllegalStateException: The executor of pack p0001 died");
    assertThat(study.state().counts().failed()).isZero();
    assertThat(study.state().counts().ended()).isEqualTo(27);
  }

  @Test
  void trialThatKillsItsPacksIsIsolatedAndFails() {
    explore(faults -> faults.losing(has(3)));

    TrialState culprit = study.state().trials().get(3);
    assertThat(culprit.result())
        .hasValueSatisfying(
            result ->
                assertThat(((TrialResult.Failed) result).reason())
                    .startsWith("lost 3 times with its pack, the last time: ")
                    .endsWith("died"));
    assertThat(study.state().counts().failed()).isEqualTo(1);
    List<Integer> lanes =
        diary.packs.stream().filter(has(3)).map(pack -> pack.trials().size()).toList();
    // 27 trials on two slots are 14 and 13 lanes; then at most half as many, then one.
    assertThat(lanes).hasSize(3).startsWith(14).endsWith(1);
    assertThat(lanes.get(1)).isBetween(1, 7);
  }

  @Test
  void trialWhoseExecutorsAreKilledIsGivenUpAfterFiveOfThem() {
    explore(
        stalling(has(3), pack -> new LostExecutorException(Blame.UNKNOWN, "exited with code 137")));

    assertThat(study.state().trials().get(3).result())
        .contains(
            new TrialResult.Failed(
                0, "lost 5 times with its pack, the last time: exited with code 137"));
    assertThat(study.state().counts().failed()).isEqualTo(1);
    assertThat(study.state().counts().ended()).isEqualTo(27);
    assertThat(diary.packs.stream().filter(has(3)).map(pack -> pack.trials().size()))
        .hasSize(5)
        .startsWith(14)
        .endsWith(1, 1, 1);
  }

  @Test
  void trialThatEndsItsExecutorAloneHasFailedIfItWasLostTwiceBefore() {
    Deque<Blame> faults = new ArrayDeque<>(List.of(Blame.UNKNOWN, Blame.UNKNOWN, Blame.PACK));
    explore(stalling(has(3), pack -> new LostExecutorException(faults.remove(), "gone")));

    assertThat(faults).isEmpty();
    assertThat(study.state().counts().failed()).isEqualTo(1);
  }

  @Test
  void packWithoutMemoryIsHalvedAndATrialThatHasNotEnoughAloneFailsAtOnce() {
    explore(
        stalling(
            pack -> pack.trials().size() > 4 || has(3).test(pack),
            pack -> new LostExecutorException(Blame.MEMORY, "exited with code 52")));

    assertThat(study.state().counts().failed()).isEqualTo(1);
    assertThat(diary.packs.stream().filter(has(3)).map(pack -> pack.trials().size()).toList())
        .startsWith(14)
        .endsWith(1)
        .hasSize(3);
    assertThat(study.state().counts().ended()).isEqualTo(27);
  }

  @Test
  void searchInWhichNothingWorksIsStopped() {
    assertThatThrownBy(() -> explore(faults -> faults.throwing(trial -> true)))
        .isInstanceOf(SweepFailedException.class)
        .hasMessageMatching(
            "The search was stopped, as all of its first [0-9]+ trials failed; the first,"
                + " x0000-[0-9a-f]{8}: java.lang.IllegalStateException: failed on purpose");
    int packs = diary.packs.size();

    assertThatThrownBy(() -> explore(faults -> faults)).isInstanceOf(SweepFailedException.class);
    assertThat(diary.packs).hasSize(packs);
  }

  @Test
  void packThatItsExecutorCancelsIsNotALossOfItsTrials() {
    TrialExecutor closing =
        new TrialExecutor() {
          @Override
          public int slots() {
            return 2;
          }

          @Override
          public CompletableFuture<PackReport> submit(Pack pack) {
            CompletableFuture<PackReport> future = new CompletableFuture<>();
            future.cancel(true);
            return future;
          }

          @Override
          public void close() {}
        };
    assertThatThrownBy(() -> explore(closing))
        .isInstanceOf(CancellationException.class)
        .hasMessage(
            "The executor was closed while pack p0001 was to run; the sweep can be resumed");
    assertThat(diary.lost).isEmpty();
    assertThat(study.state().counts().ended()).isZero();
  }

  @Test
  void packsOfATrialThatHangsAreTriedAgainLaneByLane() {
    explore(
        stalling(has(3), pack -> new StalledPackException(Remains.ENDED, "made no step for 9s")));

    assertThat(study.state().trials().get(3).result())
        .contains(
            new TrialResult.Failed(
                0, "lost 2 times with its pack, the last time: made no step for 9s"));
    assertThat(study.state().counts().failed()).isEqualTo(1);
    assertThat(study.state().counts().ended()).isEqualTo(27);
    assertThat(diary.packs.stream().filter(has(3)).map(pack -> pack.trials().size()))
        .containsExactly(14, 1);
  }

  @Test
  void driverInWhichAPackHangsEndsOnceTheOthersHave() {
    TrialExecutor executor =
        stalling(
            has(3), pack -> new StalledPackException(Remains.IN_DRIVER, "made no step for 9s"));

    assertThatThrownBy(() -> explore(executor))
        .isInstanceOf(StalledTrainerException.class)
        .hasMessageStartingWith("Pack p0001 made no step for 9s, and its thread cannot be ended");

    assertThat(study.state().packs(PackState.Status.RUNNING)).isEmpty();
    assertThat(study.state().packs(PackState.Status.STALLED)).hasSize(1);
    assertThat(study.state().packs(PackState.Status.COMMITTED)).hasSize(1);
  }

  @Test
  void packThatWasEndedForAnotherIsNotALossOfItsTrials() {
    java.util.Set<String> unlucky = new java.util.HashSet<>();
    explore(
        stalling(
            pack -> pack.fromStep() == 0 && unlucky.size() < 9 && unlucky.add(pack.id()),
            pack -> new UnluckyPackException("its executor was ended")));

    assertThat(study.state().packs(PackState.Status.CANCELLED)).hasSize(9);
    assertThat(study.state().counts().failed()).isZero();
    assertThat(study.state().counts().ended()).isEqualTo(27);
  }

  private static TrialExecutor stalling(
      Predicate<Pack> chosen, Function<Pack, RuntimeException> failure) {
    var quadratic = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2);
    return new TrialExecutor() {
      @Override
      public int slots() {
        return quadratic.slots();
      }

      @Override
      public CompletableFuture<PackReport> submit(Pack pack) {
        return chosen.test(pack)
            ? CompletableFuture.failedFuture(failure.apply(pack))
            : quadratic.submit(pack);
      }

      @Override
      public void close() {
        quadratic.close();
      }
    };
  }

  @Test
  void reportThatDoesNotFitItsPackIsALoss() {
    explore(reporting(lane -> new LaneReport.Paused(lane.trial(), 50, 2)), 8);

    assertThat(diary.lost.get(0))
        .startsWith(
            "p0001: its report does not fit: the pack trains steps 0 to 100 of 900, which cannot"
                + " end in Paused[");
  }

  private void explore(TrialExecutor executor, int expectedFailures) {
    assertThatThrownBy(() -> explore(executor)).isInstanceOf(SweepFailedException.class);
    assertThat(study.state().counts().failed()).isGreaterThanOrEqualTo(expectedFailures);
  }

  private void explore(UnaryOperator<FailingTrialExecutor> faults) {
    explore(
        faults.apply(FailingTrialExecutor.over(QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2))));
  }

  private void explore(TrialExecutor executor) {
    try (executor) {
      Sweep.of(SweepSpecs.small().spec(), study, executor, diary).explore();
    }
  }

  private static Predicate<Pack> has(int index) {
    return pack -> pack.trials().stream().anyMatch(trial -> trial.index() == index);
  }

  private static TrialExecutor reporting(UnaryOperator<LaneReport> change) {
    var quadratic = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2);
    return new TrialExecutor() {
      @Override
      public int slots() {
        return quadratic.slots();
      }

      @Override
      public CompletableFuture<PackReport> submit(Pack pack) {
        return quadratic
            .submit(pack)
            .thenApply(
                report ->
                    new PackReport(
                        report.pack(),
                        report.lanes().stream().map(change).toList(),
                        report.seconds(),
                        report.host(),
                        report.stagedFiles()));
      }

      @Override
      public void close() {
        quadratic.close();
      }
    };
  }
}

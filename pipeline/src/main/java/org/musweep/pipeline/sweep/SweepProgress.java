package org.musweep.pipeline.sweep;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * How far one part of a sweep is.
 *
 * @param phase what is being trained, by the purpose of its trials
 * @param planned trials of this phase, those not suggested yet included
 * @param counts of its trials that are in the study
 * @param packs that run, in the order in which they were started
 * @param best its best trial so far; empty as long as no loss is known
 * @param steps how much of the training is done
 */
public record SweepProgress(
    Purpose phase,
    int planned,
    StudyCounts counts,
    List<RunningPack> packs,
    Optional<Best> best,
    LaneSteps steps) {

  /** Copies the list. */
  public SweepProgress {
    packs = List.copyOf(packs);
  }

  /**
   * A pack that runs.
   *
   * @param id its id
   * @param lanes how many trials train in it
   * @param width of their models
   * @param fromStep where it started
   * @param toStep where it will end
   */
  public record RunningPack(String id, int lanes, int width, int fromStep, int toStep) {
    static RunningPack of(Pack pack) {
      return new RunningPack(
          pack.id(), pack.trials().size(), pack.shape().width(), pack.fromStep(), pack.toStep());
    }
  }

  /**
   * The best of the trials that went furthest: losses of different steps do not compare.
   *
   * @param trial which
   * @param step at which its loss was measured
   * @param loss validation loss, in nats
   */
  public record Best(TrialSpec trial, int step, double loss) {}

  /**
   * Optimizer steps, counted per lane.
   *
   * @param done committed
   * @param expected in all, as far as can be told now
   */
  public record LaneSteps(long done, long expected) {}

  static SweepProgress of(Board board, List<Pack> running, long stepsLeft) {
    long done = board.tally().steps();
    return new SweepProgress(
        Purpose.EXPLORATION,
        board.planned(),
        board.tally().counts(),
        running.stream().map(RunningPack::of).toList(),
        board.tally().best(),
        new LaneSteps(done, done + stepsLeft));
  }

  static SweepProgress of(
      Purpose phase, int planned, List<TrialState> trials, List<Pack> running, long stepsLeft) {
    long done = trials.stream().mapToLong(trial -> trial.progress().step()).sum();
    return new SweepProgress(
        phase,
        planned,
        StudyCounts.of(trials),
        running.stream().map(RunningPack::of).toList(),
        best(trials),
        new LaneSteps(done, done + stepsLeft));
  }

  private static Optional<Best> best(List<TrialState> trials) {
    return trials.stream()
        .filter(SweepProgress::hasLoss)
        .map(trial -> new Best(trial.spec(), trial.progress().step(), trial.progress().loss()))
        .min(Comparator.comparingInt((Best best) -> -best.step()).thenComparingDouble(Best::loss));
  }

  private static boolean hasLoss(TrialState trial) {
    boolean sound =
        trial.status() != TrialStatus.ENDED
            || trial.result().filter(TrialResult.Diverged.class::isInstance).isEmpty();
    return sound && trial.progress().step() > 0 && Double.isFinite(trial.progress().loss());
  }
}

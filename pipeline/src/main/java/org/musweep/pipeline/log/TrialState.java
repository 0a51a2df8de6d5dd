package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * All that the log says about one trial.
 *
 * @param spec what is trained
 * @param status where it stands
 * @param progress how far it is trained, as far as that is committed
 * @param rungs what was decided about it, in order
 * @param trainings the committed packs it was in, in order
 * @param lostPacks how many packs were lost or abandoned with it
 * @param ending its result, once it has one
 */
public record TrialState(
    TrialSpec spec,
    TrialStatus status,
    Progress progress,
    List<RungResult> rungs,
    List<LaneTraining> trainings,
    int lostPacks,
    Optional<Ending> ending) {

  /**
   * How far a trial is trained.
   *
   * @param step optimizer steps done
   * @param loss the validation loss there, in nats; NaN where there is none
   */
  public record Progress(int step, double loss) {}

  /**
   * A trial's end.
   *
   * @param result how it ended
   * @param atMillis when that was committed, in milliseconds since 1970 UTC
   */
  public record Ending(TrialResult result, long atMillis) {}

  /** Copies the lists. */
  public TrialState {
    rungs = List.copyOf(rungs);
    trainings = List.copyOf(trainings);
  }

  static TrialState suggested(TrialSpec spec) {
    return new TrialState(
        spec,
        TrialStatus.SUGGESTED,
        new Progress(0, Double.NaN),
        List.of(),
        List.of(),
        0,
        Optional.empty());
  }

  /** The result, once the trial has ended. */
  public Optional<TrialResult> result() {
    return ending.map(Ending::result);
  }

  /** What was decided at a rung, if it was. */
  public Optional<RungResult> rung(int number) {
    return rungs.stream().filter(result -> result.rung() == number).findFirst();
  }

  TrialState running() {
    return new TrialState(spec, TrialStatus.RUNNING, progress, rungs, trainings, lostPacks, ending);
  }

  TrialState lost() {
    return idle(lostPacks + 1);
  }

  TrialState calledOff() {
    return idle(lostPacks);
  }

  private TrialState idle(int lost) {
    TrialStatus before = progress.step() == 0 ? TrialStatus.SUGGESTED : TrialStatus.PAUSED;
    return new TrialState(spec, before, progress, rungs, trainings, lost, ending);
  }

  TrialState paused(int step, double loss, LaneTraining training) {
    return new TrialState(
        spec,
        TrialStatus.PAUSED,
        new Progress(step, loss),
        rungs,
        appended(trainings, training),
        lostPacks,
        ending);
  }

  TrialState trained(LaneTraining training) {
    return new TrialState(
        spec, status, progress, rungs, appended(trainings, training), lostPacks, ending);
  }

  TrialState ended(Ending end) {
    var last = new Progress(end.result().step(), loss(end.result()));
    return new TrialState(
        spec, TrialStatus.ENDED, last, rungs, trainings, lostPacks, Optional.of(end));
  }

  TrialState judged(RungResult result) {
    return new TrialState(
        spec, status, progress, appended(rungs, result), trainings, lostPacks, ending);
  }

  private static double loss(TrialResult result) {
    if (result instanceof TrialResult.Completed completed) {
      return completed.loss();
    }
    if (result instanceof TrialResult.Diverged diverged) {
      return diverged.loss();
    }
    return result instanceof TrialResult.Stopped stopped ? stopped.loss() : Double.NaN;
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> result = new ArrayList<>(list);
    result.add(element);
    return result;
  }
}

package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The driver: turns a sweep file into trials that have ended.
 *
 * <p>One thread decides and records; packs run wherever the executor runs them. Everything is in
 * the study log before it is acted upon, so a driver that follows a dead one goes on where that one
 * was: no trial that has ended is trained again, and trials of packs that were running start again
 * from their last rung.
 *
 * <p>A pack that is lost is tried again: its trials train among at most half as many, then alone,
 * and have failed when they were lost three times. One that hung is tried again lane by lane.
 *
 * <p>When the driver's thread is interrupted, or the executor is closed by another one, both
 * methods throw {@link java.util.concurrent.CancellationException} and leave the study as a crash
 * would: it can be resumed.
 */
public final class Sweep {

  private final SweepSpec spec;
  private final Study study;
  private final TrialExecutor executor;
  private final SweepObserver observer;
  private final SweepClock clock;

  private Sweep(
      SweepSpec spec,
      Study study,
      TrialExecutor executor,
      SweepObserver observer,
      SweepClock clock) {
    this.spec = spec;
    this.study = study;
    this.executor = executor;
    this.observer = observer;
    this.clock = clock;
  }

  /**
   * A driver. It closes neither the study nor the executor.
   *
   * @throws IllegalArgumentException if the study lacks this driver's {@link Event.StudyOpened}
   */
  public static Sweep of(
      SweepSpec spec, Study study, TrialExecutor executor, SweepObserver observer) {
    return of(spec, study, executor, observer, SweepClock.SYSTEM);
  }

  static Sweep of(
      SweepSpec spec,
      Study study,
      TrialExecutor executor,
      SweepObserver observer,
      SweepClock clock) {
    Optional<Long> epoch = study.state().opened().map(Event.StudyOpened::epoch);
    if (!epoch.equals(Optional.of(study.epoch()))) {
      throw new IllegalArgumentException(
          "Invalid study: the driver of epoch %d has not recorded that it opened it (last: %s)"
              .formatted(study.epoch(), epoch.map(Object::toString).orElse("none")));
    }
    return new Sweep(spec, study, executor, observer, clock);
  }

  /**
   * Searches: suggests trials and trains them from rung to rung until all have ended or the budget
   * is spent; then those that have not ended are stopped. The study records the step {@code
   * exploration} with its {@link SearchOutcome}. A search that a budget ended is gone on with when
   * that budget is larger. The budget of time counts from this call.
   *
   * @throws StalledTrainerException if a pack hangs in this process, which therefore has to end
   * @throws SweepFailedException if all of the first trials fail: half of the search, at least
   *     eight, or all if there are fewer
   */
  public void explore() {
    StudyRecorder recorder = new StudyRecorder(study, observer);
    try (RunningPacks packs = new RunningPacks(executor, clock)) {
      new LaneMeasurement(spec, recorder, executor).makeSure();
      new Exploration(spec, recorder, packs, clock).run();
    }
  }

  /** Whether a study has all of a sweep's search, so that {@link #explore} would do nothing. */
  public static boolean isExplored(SweepSpec spec, StudyState state) {
    return Exploration.isDone(spec, state);
  }

  /**
   * Trains trials to their horizons, without stopping any early and without a budget; those of the
   * widest models first. Trials that have ended before are left as they are.
   *
   * @return all of them as they ended, in the given order
   * @throws StalledTrainerException if a pack hangs in this process, which therefore has to end
   */
  public List<TrialState> train(List<TrialSpec> trials) {
    StudyRecorder recorder = new StudyRecorder(study, observer);
    try (RunningPacks packs = new RunningPacks(executor, clock)) {
      var packing = Packing.of(spec);
      new FullTraining(trials, recorder, packs, packing, clock).run();
    }
    return trials.stream().map(trial -> study.state().trial(trial.id()).orElseThrow()).toList();
  }
}

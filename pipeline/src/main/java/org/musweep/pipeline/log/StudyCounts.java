package org.musweep.pipeline.log;

import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.musweep.pipeline.log.RunStatus.Count;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How many trials stand where.
 *
 * @param suggested not yet started
 * @param running in a pack that runs
 * @param paused at a rung
 * @param completed trained to the horizon
 * @param diverged ended by divergence
 * @param stopped ended by a rung, a budget or the user
 * @param failed could not be trained
 */
public record StudyCounts(
    int suggested, int running, int paused, int completed, int diverged, int stopped, int failed) {

  /** The counts of some trials. */
  public static StudyCounts of(Collection<TrialState> trials) {
    return new StudyCounts(
        count(trials, trial -> trial.status() == TrialStatus.SUGGESTED),
        count(trials, trial -> trial.status() == TrialStatus.RUNNING),
        count(trials, trial -> trial.status() == TrialStatus.PAUSED),
        count(trials, trial -> endedAs(trial, TrialResult.Completed.class)),
        count(trials, trial -> endedAs(trial, TrialResult.Diverged.class)),
        count(trials, trial -> endedAs(trial, TrialResult.Stopped.class)),
        count(trials, trial -> endedAs(trial, TrialResult.Failed.class)));
  }

  private static int count(Collection<TrialState> trials, Predicate<TrialState> which) {
    return (int) trials.stream().filter(which).count();
  }

  private static boolean endedAs(TrialState trial, Class<? extends TrialResult> kind) {
    return trial.result().filter(kind::isInstance).isPresent();
  }

  /** Trials that have their result. */
  public int ended() {
    return completed + diverged + stopped + failed;
  }

  /** All trials. */
  public int total() {
    return suggested + running + paused + ended();
  }

  /** The counts under their names, for {@link RunStatus}. */
  public List<Count> counts() {
    return named("running");
  }

  /** The same once the driver has ended, when nothing runs any more: it was interrupted. */
  public List<Count> countsAfterTheEnd() {
    return named("interrupted");
  }

  private List<Count> named(String underWay) {
    return List.of(
        new Count("suggested", suggested),
        new Count(underWay, running),
        new Count("paused", paused),
        new Count("completed", completed),
        new Count("diverged", diverged),
        new Count("stopped", stopped),
        new Count("failed", failed));
  }
}

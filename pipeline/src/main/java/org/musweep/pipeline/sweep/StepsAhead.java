package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.log.RungDecision;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.rung.RungSchedule;

/** How many optimizer steps, counted per lane, a search has yet to do: an estimate. */
final class StepsAhead {

  private StepsAhead() {}

  /**
   * Steps of the trials on their way to a rung, and of those that will go on from one, if one in
   * the reduction factor does at each.
   *
   * @param unsuggested how many more trials will come
   */
  static long of(RungSchedule schedule, List<TrialState> trials, int unsuggested) {
    long steps = (long) unsuggested * schedule.step(0);
    for (TrialState trial : trials) {
      if (trial.status() != TrialStatus.ENDED) {
        steps += schedule.step(RungBook.headingFor(trial)) - trial.progress().step();
      }
    }
    long reaching = (long) trials.size() + unsuggested;
    for (int rung = 0; rung < schedule.lastRung(); rung++) {
      int from = rung;
      reaching = Math.max(1, reaching / schedule.reductionFactor());
      long gone =
          trials.stream()
              .flatMap(trial -> trial.rung(from).stream())
              .filter(judged -> judged.decision() == RungDecision.PROMOTED)
              .count();
      boolean open = unsuggested > 0 || trials.stream().anyMatch(trial -> mayReach(trial, from));
      if (open) {
        steps += Math.max(0, reaching - gone) * (schedule.step(rung + 1) - schedule.step(rung));
      }
    }
    return steps;
  }

  private static boolean mayReach(TrialState trial, int rung) {
    return trial.status() != TrialStatus.ENDED && RungBook.headingFor(trial) <= rung;
  }
}

package org.musweep.pipeline.sweep;

import org.musweep.pipeline.rung.Ladder;
import org.musweep.pipeline.rung.Rung;
import org.musweep.pipeline.rung.RungSchedule;

/** How many optimizer steps, counted per lane, a search has yet to do: an estimate. */
final class StepsAhead {

  private StepsAhead() {}

  /**
   * Steps of the trials on their way to a rung, and of those that will go on from one, if one in
   * the reduction factor does at each.
   */
  static long of(Board board) {
    RungSchedule schedule = board.rungs().schedule();
    long steps = 0;
    for (Ladder ladder : board.ladders()) {
      long arriving = 0;
      for (int rung = 0; rung < schedule.count(); rung++) {
        Rung state = ladder.rung(rung);
        int before = rung == 0 ? 0 : schedule.step(rung - 1);
        long coming = arriving + state.outstanding();
        boolean enters = rung > 0 && arriving == 0 && ladder.rung(rung - 1).size() == 0;
        steps += coming * (schedule.step(rung) - (enters ? 0 : before));
        long reaching = state.size() + coming;
        long going = Math.max(reaching == 0 ? 0 : 1, reaching / schedule.reductionFactor());
        boolean open = coming > 0 || !state.waiting().isEmpty();
        arriving = open ? Math.max(0, going - state.promoted()) : 0;
      }
    }
    return steps;
  }
}

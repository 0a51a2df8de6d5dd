package org.musweep.pipeline.rung;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.musweep.pipeline.trial.TrialId;

/** Promotion by rank at a rung, which asynchronous and synchronous halving share. */
final class Halving {

  private Halving() {}

  /**
   * Decides rung by rung. A rung is settled when nothing is on its way to it and nothing below it
   * was just promoted; then the best ⌊n/η⌋ of its n trials go on, at least one of them so that a
   * small sweep still has a winner, and the others stop.
   *
   * @param earlyQuota how many of n trials may go on from a rung that is not settled
   */
  static List<Decision> decide(Ladder ladder, IntUnaryOperator earlyQuota) {
    int factor = ladder.schedule().reductionFactor();
    ArrayDeque<List<Decision>> highestFirst = new ArrayDeque<>();
    boolean settled = true;
    for (int rung = 0; rung < ladder.schedule().lastRung(); rung++) {
      settled = settled && !ladder.rung(rung).outstanding();
      int trials = ladder.rung(rung).observations().size();
      int quota = settled ? Math.max(1, trials / factor) : earlyQuota.applyAsInt(trials);
      List<Decision> decisions = decideRung(ladder, rung, quota, settled);
      settled = settled && decisions.stream().noneMatch(Decision.Promote.class::isInstance);
      highestFirst.addFirst(decisions);
    }
    return highestFirst.stream().flatMap(List::stream).toList();
  }

  private static List<Decision> decideRung(Ladder ladder, int rung, int quota, boolean settled) {
    List<RungObservation> ranked = ladder.rung(rung).ranked();
    List<Decision> decisions = new ArrayList<>();
    for (int place = 0; place < ranked.size(); place++) {
      if (!ladder.rung(rung).isWaiting(ranked.get(place))) {
        continue;
      }
      TrialId trial = ranked.get(place).trial();
      String reason =
          "rank %d of %d at step %d; %s"
              .formatted(
                  place + 1, ranked.size(), ladder.schedule().step(rung), text(quota, settled));
      if (place < quota) {
        decisions.add(new Decision.Promote(trial, rung + 1, reason));
      } else if (settled) {
        decisions.add(new Decision.Stop(trial, reason));
      } else {
        decisions.add(new Decision.Wait(trial, reason));
      }
    }
    return decisions;
  }

  private static String text(int quota, boolean settled) {
    String who =
        quota == 0
            ? "none goes on"
            : quota == 1 ? "the best goes on" : "best %d go on".formatted(quota);
    return settled ? who : who + " so far";
  }
}

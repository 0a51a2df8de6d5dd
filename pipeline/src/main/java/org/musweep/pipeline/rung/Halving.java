package org.musweep.pipeline.rung;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Decisions rung by rung, from the lowest, which all halving rules share. */
final class Halving {

  private Halving() {}

  /** What a rule decides at one rung. */
  @FunctionalInterface
  interface RungRule {

    /**
     * The decisions due at a rung.
     *
     * @param settled whether no other trial can come to it any more
     */
    List<Decision> decide(int rung, boolean settled);
  }

  /**
   * Asks a rule about every rung below the last. A rung is settled when nothing is on its way to it
   * and nothing below it was just promoted.
   */
  static List<Decision> everyRung(Ladder ladder, RungRule rule) {
    ArrayDeque<List<Decision>> highestFirst = new ArrayDeque<>();
    boolean settled = true;
    for (int rung = 0; rung < ladder.schedule().lastRung(); rung++) {
      settled = settled && !ladder.rung(rung).isOutstanding();
      List<Decision> decisions = rule.decide(rung, settled);
      settled = settled && decisions.stream().noneMatch(Decision.Promote.class::isInstance);
      highestFirst.addFirst(decisions);
    }
    return highestFirst.stream().flatMap(List::stream).toList();
  }

  /**
   * Promotes by rank. From a settled rung the best ⌊n/η⌋ of its n trials go on, at least one of
   * them so that a small sweep still has a winner, and the others stop.
   *
   * @param quota how many may go on
   */
  static List<Decision> byRank(Ladder ladder, int rung, int quota, boolean settled) {
    Rung state = ladder.rung(rung);
    List<Decision> decisions = new ArrayList<>();
    for (RungObservation observation : state.waiting()) {
      int rank = state.rank(observation);
      if (rank >= quota && !settled) {
        break;
      }
      String reason =
          "rank %d of %d at step %d; %s"
              .formatted(
                  rank + 1, state.size(), ladder.schedule().step(rung), text(quota, settled));
      decisions.add(
          rank < quota
              ? new Decision.Promote(observation.trial(), rung + 1, reason)
              : new Decision.Stop(observation.trial(), reason));
    }
    return decisions;
  }

  /** ⌊n/η⌋, and at least 1. */
  static int share(Ladder ladder, int rung) {
    return Math.max(1, ladder.rung(rung).size() / ladder.schedule().reductionFactor());
  }

  private static String text(int quota, boolean settled) {
    String who = quota == 1 ? "the best goes on" : "best %d go on".formatted(quota);
    return settled ? who : who + " so far";
  }
}

package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.List;

/**
 * The brackets of Hyperband: successive halvings that differ in the rung at which their trials are
 * first compared, so that a rung at which losses mislead does not decide the whole search.
 *
 * <p>Bracket e enters at rung e. With s = K−1−e for K rungs, its share of the trials is
 * ⌈K/(s+1)·η^s⌉. Which bracket a trial belongs to follows from its index alone, and the first
 * trials are spread over the brackets as all of them are.
 *
 * <p>Source: arXiv:1603.06560, algorithm 1, with s_max = K−1.
 */
public final class Hyperband {

  private final List<Integer> shares;
  private final List<Integer> cycle;

  /**
   * The brackets over some rungs.
   *
   * @param rungs K, the number of rungs
   * @param reductionFactor η
   */
  public Hyperband(int rungs, int reductionFactor) {
    List<Integer> sizes = new ArrayList<>();
    for (int entry = 0; entry < rungs; entry++) {
      int halvings = rungs - 1 - entry;
      sizes.add(
          (int) Math.ceil((double) rungs / (halvings + 1) * Math.pow(reductionFactor, halvings)));
    }
    shares = List.copyOf(sizes);
    cycle = cycle(shares);
  }

  /** How many of the trials of one full round each bracket has, from the one that enters first. */
  public List<Integer> shares() {
    return shares;
  }

  /** The rung at which a trial is first compared, from its index. */
  public int entryRung(int trial) {
    return cycle.get(trial % cycle.size());
  }

  /** Gives each place to the bracket that is furthest behind its share. */
  private static List<Integer> cycle(List<Integer> shares) {
    int total = shares.stream().mapToInt(Integer::intValue).sum();
    long[] given = new long[shares.size()];
    List<Integer> places = new ArrayList<>();
    for (long place = 1; place <= total; place++) {
      int furthest = 0;
      for (int bracket = 1; bracket < shares.size(); bracket++) {
        if (place * shares.get(bracket) - given[bracket] * total
            > place * shares.get(furthest) - given[furthest] * total) {
          furthest = bracket;
        }
      }
      given[furthest]++;
      places.add(furthest);
    }
    return List.copyOf(places);
  }
}

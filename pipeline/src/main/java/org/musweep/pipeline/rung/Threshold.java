package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.musweep.pipeline.trial.TrialId;

/**
 * Stops a trial whose loss at a rung is above a limit, whatever another rule says; all others are
 * left to that rule, with which they go on being ranked.
 *
 * @param limit the largest loss, in nats, with which a trial may go on
 * @param otherwise decides on the others
 */
public record Threshold(double limit, Pruner otherwise) implements Pruner {

  /** Checks that the limit is finite. */
  public Threshold {
    if (!Double.isFinite(limit)) {
      throw new IllegalArgumentException("Invalid threshold: " + limit + " (must be finite)");
    }
  }

  @Override
  public List<Decision> decide(Ladder ladder) {
    List<Decision> stops = new ArrayList<>();
    for (int rung = ladder.schedule().lastRung() - 1; rung >= 0; rung--) {
      int step = ladder.schedule().step(rung);
      // Waiting trials come best first: those above the limit are the last ones.
      RungObservation firstAbove = RungObservation.firstAbove(limit);
      for (RungObservation worse : ladder.rung(rung).waiting().tailSet(firstAbove)) {
        stops.add(
            new Decision.Stop(
                worse.trial(),
                "loss %.4f at step %d is above the threshold %.4f"
                    .formatted(worse.loss(), step, limit)));
      }
    }
    return preferred(stops, otherwise.decide(ladder));
  }

  /** Decisions of two rules, of which the first prevails. */
  static List<Decision> preferred(List<Decision> first, List<Decision> second) {
    if (first.isEmpty()) {
      return second;
    }
    Set<TrialId> decided = new HashSet<>();
    first.forEach(decision -> decided.add(decision.trial()));
    List<Decision> all = new ArrayList<>(first);
    second.stream().filter(decision -> !decided.contains(decision.trial())).forEach(all::add);
    return List.copyOf(all);
  }
}

package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Stops a trial whose loss has not become better over the last rungs, whatever another rule says;
 * all others are left to that rule. Asking looks at every trial that waits.
 *
 * @param rungs how many rungs in a row may bring no improvement before a trial is stopped
 * @param minImprovement how much lower, in nats, a loss must be to count as better
 * @param otherwise decides on the others
 */
public record Patience(int rungs, double minImprovement, Pruner otherwise) implements Pruner {

  /** Checks both numbers. */
  public Patience {
    if (rungs < 1) {
      throw new IllegalArgumentException("Invalid patience: " + rungs + " (must be at least 1)");
    }
    if (!(minImprovement >= 0 && Double.isFinite(minImprovement))) {
      throw new IllegalArgumentException(
          "Invalid least improvement: " + minImprovement + " (must be at least 0)");
    }
  }

  @Override
  public List<Decision> decide(Ladder ladder) {
    List<Decision> stops = new ArrayList<>();
    for (int rung = ladder.schedule().lastRung() - 1; rung >= rungs; rung--) {
      for (RungObservation observation : ladder.rung(rung).waiting()) {
        List<Double> losses = ladder.losses(observation.trial(), rung);
        int known = losses.size() - rungs;
        if (known >= 1) {
          double before = Collections.min(losses.subList(0, known));
          double since = Collections.min(losses.subList(known, losses.size()));
          if (since >= before - minImprovement) {
            stops.add(
                new Decision.Stop(
                    observation.trial(),
                    "best loss %.4f over the last %d rungs up to step %d, %.4f before"
                        .formatted(since, rungs, ladder.schedule().step(rung), before)));
          }
        }
      }
    }
    return Threshold.preferred(stops, otherwise.decide(ladder));
  }
}

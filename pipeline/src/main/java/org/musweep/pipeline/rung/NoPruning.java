package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.List;

/** Every trial trains to the horizon. */
public record NoPruning() implements Pruner {

  @Override
  public List<Decision> decide(Ladder ladder) {
    List<Decision> decisions = new ArrayList<>();
    for (int rung = ladder.schedule().lastRung() - 1; rung >= 0; rung--) {
      for (RungObservation observation : ladder.rung(rung).waiting()) {
        decisions.add(
            new Decision.Promote(observation.trial(), rung + 1, "no trial is stopped early"));
      }
    }
    return List.copyOf(decisions);
  }
}

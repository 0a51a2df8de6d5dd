package org.musweep.pipeline.rung;

import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous successive halving by stopping: a trial that reaches a rung goes on at once if its
 * loss is among the best max(⌊n/η⌋, 1) of the n seen there, itself included, and stops if not. Of
 * equal losses all go on. Trials that arrive together are judged together.
 *
 * <p>Judged so, the first to arrive would go on whatever their loss is. So nobody is judged before
 * a number of trials has arrived, or no more can.
 *
 * <p>Source: the stopping variant of arXiv:1810.05934, as Optuna has it.
 *
 * @param minPeers how many trials a rung must have seen before it judges any
 */
public record AshaStopping(int minPeers) implements Pruner {

  /** Checks that the number is positive. */
  public AshaStopping {
    if (minPeers < 1) {
      throw new IllegalArgumentException(
          "Invalid minimum of peers: " + minPeers + " (must be at least 1)");
    }
  }

  @Override
  public List<Decision> decide(Ladder ladder) {
    return Halving.everyRung(ladder, (rung, settled) -> judge(ladder, rung, settled));
  }

  private List<Decision> judge(Ladder ladder, int rung, boolean settled) {
    Rung state = ladder.rung(rung);
    if (state.waiting().isEmpty() || (state.size() < minPeers && !settled)) {
      return List.of();
    }
    int share = Halving.share(ladder, rung);
    double cut = state.ranked(share - 1).loss();
    List<Decision> decisions = new ArrayList<>();
    for (RungObservation observation : state.waiting()) {
      String reason =
          "loss %.4f at step %d; best %d of %d have at most %.4f"
              .formatted(
                  observation.loss(), ladder.schedule().step(rung), share, state.size(), cut);
      decisions.add(
          observation.loss() <= cut
              ? new Decision.Promote(observation.trial(), rung + 1, reason)
              : new Decision.Stop(observation.trial(), reason));
    }
    return decisions;
  }
}

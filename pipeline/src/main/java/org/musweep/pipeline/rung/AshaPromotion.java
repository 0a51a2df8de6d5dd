package org.musweep.pipeline.rung;

import java.util.List;

/**
 * Asynchronous successive halving by promotion: as soon as a trial is among the best ⌊n/η⌋ of the n
 * seen at its rung, it goes on. The others wait, because they may be among the best later, and stop
 * when no more results can come.
 *
 * <p>Source: arXiv:1810.05934, algorithm 2.
 */
public record AshaPromotion() implements Pruner {

  @Override
  public List<Decision> decide(Ladder ladder) {
    return Halving.everyRung(
        ladder,
        (rung, settled) -> {
          int early = ladder.rung(rung).size() / ladder.schedule().reductionFactor();
          return Halving.byRank(
              ladder, rung, settled ? Halving.share(ladder, rung) : early, settled);
        });
  }
}

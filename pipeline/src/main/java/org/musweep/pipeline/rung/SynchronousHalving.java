package org.musweep.pipeline.rung;

import java.util.List;

/**
 * Successive halving in rounds: a rung is decided when all its trials are in, and the best ⌊n/η⌋ go
 * on together.
 *
 * <p>Source: arXiv:1603.06560 (Hyperband), one bracket.
 */
public record SynchronousHalving() implements Pruner {

  @Override
  public List<Decision> decide(Ladder ladder) {
    return Halving.everyRung(
        ladder,
        (rung, settled) ->
            settled ? Halving.byRank(ladder, rung, Halving.share(ladder, rung), true) : List.of());
  }
}

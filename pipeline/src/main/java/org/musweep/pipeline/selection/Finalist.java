package org.musweep.pipeline.selection;

import java.util.List;
import org.musweep.pipeline.space.Configuration;

/**
 * A configuration that was run again on fresh seeds, and how it compares.
 *
 * @param configuration its settings
 * @param losses final losses by seed, of the runs that completed
 * @param loss their mean; infinite if no run completed
 * @param behindBest how much worse than the best finalist it is, paired over seeds; 0 for the best
 *     itself
 * @param standing what follows from that
 */
public record Finalist(
    Configuration configuration,
    List<SeedLoss> losses,
    Estimate loss,
    Estimate behindBest,
    Standing standing) {

  /** Copies the losses. */
  public Finalist {
    losses = List.copyOf(losses);
  }
}

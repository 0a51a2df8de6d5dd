package org.musweep.pipeline.sampling;

import java.util.List;
import org.musweep.pipeline.space.Configuration;

/**
 * What a sampler may learn from.
 *
 * @param observations results told so far, in the order of their trials' indices
 * @param pending configurations of the trials that have not ended
 */
public record History(List<Observation> observations, List<Configuration> pending) {

  private static final History NONE = new History(List.of(), List.of());

  /** Copies the lists. */
  public History {
    observations = List.copyOf(observations);
    pending = List.copyOf(pending);
  }

  /** Nothing told, nothing pending. */
  public static History none() {
    return NONE;
  }
}

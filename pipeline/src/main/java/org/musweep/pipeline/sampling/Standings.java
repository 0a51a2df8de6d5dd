package org.musweep.pipeline.sampling;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order of observations from best to worst: losses are compared between trials that came
 * equally far, and those that came farther go first, because the others were stopped for being
 * worse. What diverged comes last, the later the better.
 */
final class Standings {

  private static final Comparator<Observation> ORDER =
      Comparator.comparing((Observation one) -> one instanceof Observation.Diverged)
          .thenComparing(Comparator.comparingInt(Observation::step).reversed())
          .thenComparingDouble(
              one -> one instanceof Observation.Measured measured ? measured.loss() : 0);

  private Standings() {}

  /** The numbers of the observations, from best to worst; equals in their order. */
  static List<Integer> of(List<Observation> observations) {
    return IntStream.range(0, observations.size())
        .boxed()
        .sorted(Comparator.comparing(observations::get, ORDER))
        .toList();
  }
}

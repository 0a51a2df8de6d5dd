package org.musweep.mup.training;

import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.law.NoiseScale;
import org.musweep.mup.law.NoiseScaleAverage;

/**
 * The gradient noise scale of each lane while it trains, from the gradients of the halves of a
 * batch.
 *
 * <p>With the whole batch's gradient g and that of one half h, the other half's is 2g − h, so that
 * the mean squared norm of the halves is |g|² + |h − g|². Numerator and denominator are averaged
 * over the measurements, and divided when asked for. Units: examples, that is, sequences or images.
 */
final class NoiseMeter {

  /** How much of an average stays from one measurement to the next. */
  private static final double DECAY = 0.95;

  private final int batchSize;
  private final List<NoiseScaleAverage> averages = new ArrayList<>();

  NoiseMeter(int lanes, int batchSize) {
    this.batchSize = batchSize;
    for (int lane = 0; lane < lanes; lane++) {
      averages.add(NoiseScaleAverage.withDecay(DECAY));
    }
  }

  /**
   * Adds a measurement.
   *
   * @param norms of the batch's gradient, per lane
   * @param distances of the first half's gradient from it
   */
  void add(List<Double> norms, List<Double> distances) {
    for (int lane = 0; lane < averages.size(); lane++) {
      double big = norms.get(lane) * norms.get(lane);
      double small = big + distances.get(lane) * distances.get(lane);
      averages.set(
          lane, averages.get(lane).and(NoiseScale.ofPair(batchSize / 2.0, small, batchSize, big)));
    }
  }

  /** The smoothed noise scale of a lane; NaN as long as the averages do not tell. */
  double of(int lane) {
    return averages.get(lane).simple().orElse(Double.NaN);
  }
}

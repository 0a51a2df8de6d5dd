package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The estimator on a quadratic whose gradient and noise are known. */
class NoiseMeterTest {

  /**
   * Loss ½|w − x|² with x ~ N(0, σ²) in d dimensions at |w|² = G: an example's gradient is w − x,
   * so that tr Σ = dσ² and B_simple = dσ²/G.
   */
  @Test
  void noiseOfAQuadraticIsFound() {
    int dimensions = 50;
    int batch = 8;
    double sigma = 0.5;
    double coordinate = 0.1;
    NoiseMeter meter = new NoiseMeter(2, batch);
    Random random = new Random(3);
    double sum = 0;
    int counted = 0;
    for (int step = 0; step < 4000; step++) {
      double[] whole = new double[dimensions];
      double[] half = new double[dimensions];
      for (int d = 0; d < dimensions; d++) {
        for (int example = 0; example < batch; example++) {
          double gradient = coordinate - sigma * random.nextGaussian();
          whole[d] += gradient / batch;
          half[d] += example < batch / 2 ? 2 * gradient / batch : 0;
        }
      }
      double norm = 0;
      double distance = 0;
      for (int d = 0; d < dimensions; d++) {
        norm += whole[d] * whole[d];
        distance += (half[d] - whole[d]) * (half[d] - whole[d]);
      }
      meter.add(List.of(Math.sqrt(norm), 1.0), List.of(Math.sqrt(distance), Double.NaN));
      if (step >= 100 && !Double.isNaN(meter.of(0))) {
        sum += meter.of(0);
        counted++;
      }
    }
    // 50 · 0.25 / (50 · 0.01) = 25; averages over 20 measurements are biased by a few percent
    assertThat(sum / counted).isCloseTo(25, within(2.5));
    assertThat(counted).isGreaterThan(3800);
    assertThat(meter.of(1)).isNaN();
  }
}

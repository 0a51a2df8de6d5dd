package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class NoiseScaleTest {

  /** Squared norms have the expectation |G|² + tr Σ/B. */
  @Test
  void isExactForExpectedNorms() {
    NoiseScale scale = NoiseScale.ofPair(8, 3 + 40.0 / 8, 64, 3 + 40.0 / 64);
    assertThat(scale.gradientSquared()).isCloseTo(3, within(1e-12));
    assertThat(scale.covarianceTrace()).isCloseTo(40, within(1e-12));
    assertThat(scale.simple().orElseThrow()).isCloseTo(40.0 / 3, within(1e-12));
  }

  @Test
  void refusesBatchesOfOneSize() {
    assertThatThrownBy(() -> NoiseScale.ofPair(8, 1, 8, 1))
        .hasMessage("Invalid batch sizes: 8.0 and 8.0 (the first must be smaller)");
  }

  @Test
  void doesNotTellWhereAPartIsNotPositive() {
    assertThat(NoiseScale.ofPair(1, 10, 2, 1).gradientSquared()).isNegative();
    assertThat(NoiseScale.ofPair(1, 10, 2, 1).simple()).isEmpty();
    assertThat(NoiseScaleAverage.withDecay(0.9).simple()).isEmpty();
  }

  @Test
  void averageOfEqualStepsIsTheStepFromTheFirstOn() {
    NoiseScale step = new NoiseScale(2, 30);
    NoiseScaleAverage average = NoiseScaleAverage.withDecay(0.99);
    for (int i = 0; i < 5; i++) {
      average = average.and(step);
      assertThat(average.simple().orElseThrow()).isCloseTo(15, within(1e-9));
    }
  }

  @Test
  void stepsThatAreNotFiniteAreLeftOut() {
    NoiseScaleAverage average = NoiseScaleAverage.withDecay(0.5).and(new NoiseScale(1, 2));
    assertThat(average.and(new NoiseScale(Double.NaN, 1))).isEqualTo(average);
    assertThat(average.and(new NoiseScale(1, Double.POSITIVE_INFINITY))).isEqualTo(average);
  }

  @Test
  void partsAreAveragedAndNotTheirRatio() {
    // |G|² is 1 and tr Σ is 100 over 20 coordinates; gradients of 8 halves of 8 examples each. The
    // estimate of one step is negative in a good part of the steps; the averages come within 20 %,
    // which 2,000 steps of this seed and 20 others keep with room to spare.
    Random random = new Random(3);
    NoiseScaleAverage average = NoiseScaleAverage.withDecay(0.999);
    int lost = 0;
    for (int step = 0; step < 2000; step++) {
      double[] first = gradient(random, 8);
      double[] second = gradient(random, 8);
      double small = (squared(first) + squared(second)) / 2;
      double[] both = new double[first.length];
      for (int d = 0; d < both.length; d++) {
        both[d] = (first[d] + second[d]) / 2;
      }
      NoiseScale scale = NoiseScale.ofPair(8, small, 16, squared(both));
      lost += scale.simple().isEmpty() ? 1 : 0;
      average = average.and(scale);
    }
    assertThat(lost).isGreaterThan(200);
    assertThat(average.simple().orElseThrow()).isCloseTo(100, within(20.0));
  }

  private static double[] gradient(Random random, int batch) {
    double[] gradient = new double[20];
    for (int d = 0; d < gradient.length; d++) {
      gradient[d] = Math.sqrt(1.0 / 20) + Math.sqrt(100.0 / 20 / batch) * random.nextGaussian();
    }
    return gradient;
  }

  private static double squared(double[] vector) {
    double sum = 0;
    for (double value : vector) {
      sum += value * value;
    }
    return sum;
  }
}

package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class OptimumDriftTest {

  private static List<RateLoss> rates(DoubleUnaryOperator loss, double... octaves) {
    List<RateLoss> rates = new ArrayList<>();
    for (double octave : octaves) {
      rates.add(new RateLoss(Math.pow(2, octave), List.of(), loss.applyAsDouble(octave), 0));
    }
    return rates;
  }

  private static double octaves(List<RateLoss> rates) {
    return ((OptimumDrift.Octaves) OptimumDrift.of(rates)).octaves();
  }

  private static String reason(List<RateLoss> rates) {
    return ((OptimumDrift.Unknown) OptimumDrift.of(rates)).reason();
  }

  @Test
  void findsTheMinimumOfAParabola() {
    DoubleUnaryOperator parabola = x -> 2 + 0.07 * (x + 0.4) * (x + 0.4);
    assertThat(octaves(rates(parabola, -1, 0, 1))).isCloseTo(-0.4, offset(1e-12));
    assertThat(octaves(rates(parabola, -2, -1, 0, 1, 2))).isCloseTo(-0.4, offset(1e-12));
    assertThat(octaves(rates(parabola, -1, -0.5, 2))).as("unequal").isCloseTo(-0.4, offset(1e-12));
  }

  @Test
  void minimumAtAnEndIsBelievedWithinTheRatesTried() {
    assertThat(octaves(rates(x -> (x + 0.9) * (x + 0.9), -1, 0, 1))).isCloseTo(-0.9, offset(1e-12));
    assertThat(reason(rates(x -> (x + 1.5) * (x + 1.5), -1, 0, 1)))
        .isEqualTo("the optimum lies below the learning rates tried");
    assertThat(reason(rates(x -> (x - 1.5) * (x - 1.5), -1, 0, 1)))
        .isEqualTo("the optimum lies above the learning rates tried");
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(reason(rates(x -> x * x, 0, 1)))
        .isEqualTo("only 2 learning rates completed (a parabola needs 3)");
    assertThat(reason(rates(x -> x > 0.5 ? Double.POSITIVE_INFINITY : x * x, -1, 0, 1)))
        .isEqualTo("only 2 learning rates completed (a parabola needs 3)");
    assertThat(reason(rates(x -> -x * x, -1, 0, 1))).contains("do not bend upwards");
  }
}

package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ParzenEstimatorTest {

  private static final Axis LINE = new Axis.Continuous();
  private static final Axis STEPS = new Axis.Cells(5);
  private static final Axis NAMES = new Axis.Categories(3);

  @Test
  void densityOfAContinuousAxisIntegratesToOne() {
    var estimator = estimator(List.of(LINE), new double[] {0.1}, new double[] {0.15});
    int cells = 2_000;
    double integral =
        IntStream.range(0, cells)
            .mapToDouble(i -> density(estimator, (i + 0.5) / cells) / cells)
            .sum();
    assertThat(integral).isCloseTo(1, within(1e-6));
  }

  @Test
  void probabilitiesOfStepsAndNamesSumToOne() {
    var estimator =
        estimator(List.of(STEPS, NAMES), new double[] {0.1, 0.5}, new double[] {0.7, 0.9});
    double sum = 0;
    for (int step = 0; step < 5; step++) {
      for (int name = 0; name < 3; name++) {
        sum += density(estimator, Axis.middle(step, 5), Axis.middle(name, 3));
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void drawsFollowTheDensity() {
    var estimator =
        estimator(List.of(LINE, NAMES), new double[] {0.2, 0.5}, new double[] {0.3, 0.5});
    Draws draws = new Draws(1, 2, 3);
    int count = 20_000;
    double[] shares = new double[10];
    double second = 0;
    for (int i = 0; i < count; i++) {
      double[] point = estimator.draw(draws);
      shares[Axis.cell(point[0], 10)] += 1.0 / count;
      second += Axis.cell(point[1], 3) == 1 ? 1.0 / count : 0;
    }
    // Four standard errors of a share are at most 4 * 0.5 / sqrt(20,000).
    for (int cell = 0; cell < 10; cell++) {
      double expected = 0;
      for (int part = 0; part < 100; part++) {
        for (int name = 0; name < 3; name++) {
          expected +=
              density(estimator, (cell + (part + 0.5) / 100) / 10, Axis.middle(name, 3)) / 1_000;
        }
      }
      assertThat(shares[cell]).isCloseTo(expected, within(0.015));
    }
    // Two kernels at the second name with (1/3 + 1) / 2, the prior with 1/3.
    assertThat(second).isCloseTo((2 * (4.0 / 3) / 2 + 1.0 / 3) / 3, within(0.015));
  }

  @Test
  void widthsReachToTheFartherNeighbour() {
    // Sorted 0.2, 0.5, 0.9: the gaps to the ends do not count for the outer ones.
    assertThat(TpeBandwidths.of(new double[] {0.5, 0.9, 0.2}))
        .containsExactly(new double[] {0.4, 0.4, 0.3, 1}, within(1e-12));
    assertThat(TpeBandwidths.of(new double[] {0.3}))
        .containsExactly(new double[] {0.7, 1}, within(1e-12));
    // Not narrower than 0.8 times the range by the number of kernels and one more.
    assertThat(TpeBandwidths.of(new double[] {0.5, 0.501}))
        .containsExactly(new double[] {0.2, 0.2, 1}, within(1e-12));
    assertThat(TpeBandwidths.of(new double[] {})).containsExactly(1);
  }

  @Test
  void widthsAreTheSameInWhateverOrderTheObservationsCome() {
    // Both ends of the range are among them; with so many, 0.008 is the least width.
    int count = 300;
    double[] ascending = new double[count];
    double[] shuffled = new double[count];
    for (int i = 0; i < count; i++) {
      ascending[i] = Math.pow(i / (count - 1.0), 3);
    }
    for (int i = 0; i < count; i++) {
      shuffled[i] = ascending[i * 7 % count];
    }
    double[] widths = TpeBandwidths.of(shuffled);
    for (int i = 0; i < count; i++) {
      int place = i * 7 % count;
      double left = place == 0 ? 0 : ascending[place] - ascending[place - 1];
      double right = place == count - 1 ? 0 : ascending[place + 1] - ascending[place];
      assertThat(widths[i]).isEqualTo(Math.max(0.008, Math.max(left, right)));
    }
  }

  @Test
  void oldObservationsWeighLess() {
    assertThat(ParzenEstimator.weights(2)).containsExactly(1, 1, 1);
    double[] weights = ParzenEstimator.weights(28);
    assertThat(weights).hasSize(29);
    assertThat(weights[0]).isCloseTo(1.0 / 28, within(1e-12));
    assertThat(weights[1]).isCloseTo((1 + 1.0 / 28) / 2, within(1e-12));
    assertThat(weights[2]).isEqualTo(1);
    assertThat(weights[28]).isEqualTo(1);
    assertThat(ParzenEstimator.weights(26)[0]).isCloseTo(1.0 / 26, within(1e-12));
  }

  private static ParzenEstimator estimator(List<Axis> axes, double[]... observed) {
    return new ParzenEstimator(axes, List.of(observed));
  }

  private static double density(ParzenEstimator estimator, double... point) {
    return Math.exp(estimator.logDensity(point));
  }
}

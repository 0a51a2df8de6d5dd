package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

class GaussianProcessTest {

  private static final UnitCube LINE =
      new UnitCube(SearchSpace.of(new Hyperparameter("x", new Uniform(0, 1))));

  @Test
  void interpolatesASmoothCurveAndKnowsWhereItDoesNot() {
    GaussianProcessData data = data(x -> Math.sin(6 * x), 12, 0.6);
    GaussianProcess process = GaussianProcess.fitted(LINE.axes(), data);
    for (int i = 0; i < 12; i++) {
      GaussianProcess.Posterior there = process.posterior(data.points().get(i));
      assertThat(there.mean()).isCloseTo(data.losses().get(i), within(0.02));
      assertThat(there.deviation()).isLessThan(0.02);
    }
    assertThat(process.posterior(new double[] {1}).deviation())
        .isGreaterThan(10 * process.posterior(new double[] {0.3}).deviation());
  }

  @Test
  void whatItBelievesChangesNoMeanButMakesItSurer() {
    GaussianProcess process = GaussianProcess.fitted(LINE.axes(), data(x -> x * x, 8, 0.5));
    double[] far = {0.8};
    GaussianProcess believing = process.believing(List.of(far));
    assertThat(believing.posterior(far).mean())
        .isCloseTo(process.posterior(far).mean(), within(1e-3));
    assertThat(believing.posterior(far).deviation())
        .isLessThan(0.1 * process.posterior(far).deviation());
  }

  @Test
  void believingIsHavingSeenWhatWasExpected() {
    GaussianProcessData data = data(x -> Math.cos(5 * x), 8, 0.5);
    MaternKernel kernel = KernelFit.of(LINE.axes(), data.points(), data.losses());
    GaussianProcess process = GaussianProcess.of(kernel, data.points(), data.losses());
    List<double[]> more = List.of(new double[] {0.8}, new double[] {0.65}, new double[] {0.2});
    List<double[]> points = new ArrayList<>(data.points());
    List<Double> values = new ArrayList<>(data.losses());
    for (double[] point : more) {
      points.add(point);
      values.add(process.posterior(point).mean());
    }
    GaussianProcess seen = GaussianProcess.of(kernel, points, values);
    GaussianProcess believing = process.believing(more);
    for (double x = 0; x <= 1; x += 0.05) {
      GaussianProcess.Posterior expected = seen.posterior(new double[] {x});
      GaussianProcess.Posterior found = believing.posterior(new double[] {x});
      assertThat(found.mean()).isCloseTo(expected.mean(), within(1e-6));
      assertThat(found.deviation()).isCloseTo(expected.deviation(), within(1e-6));
    }
    assertThat(believing.leastMean()).isCloseTo(seen.leastMean(), within(1e-6));
  }

  @Test
  void improvementIsThatOfTheIntegral() {
    for (double z : new double[] {-3, -1, 0, 0.5, 4}) {
      int cells = 400_000;
      double sum = 0;
      for (int i = 0; i < cells; i++) {
        double u = -12 + 24 * (i + 0.5) / cells;
        sum += Math.max(0, z - u) * Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI) * 24 / cells;
      }
      assertThat(ExpectedImprovement.logOfStandard(z)).isCloseTo(Math.log(sum), within(1e-6));
    }
    // Both forms agree where one takes over, and the logarithm goes on where doubles underflow.
    assertThat(ExpectedImprovement.logOfStandard(-25.0001))
        .isCloseTo(ExpectedImprovement.logOfStandard(-24.9999), within(1e-2));
    assertThat(ExpectedImprovement.logOfStandard(-1000)).isBetween(-500_020.0, -500_010.0);
    assertThat(ExpectedImprovement.logOfStandard(-1e8)).isFinite();
  }

  @Test
  void warpingKeepsTheOrderAndTamesOutliers() {
    List<Observation> observations = new ArrayList<>();
    double[] losses = {2.0, 1e30, 1.5, 2.5, 1.0, 1e9};
    for (double loss : losses) {
      observations.add(new Observation.Measured(Configuration.of(), 10, loss));
    }
    observations.add(new Observation.Diverged(Configuration.of(), 3));
    List<Double> warped = OutputWarping.of(observations);
    assertThat(order(warped)).containsExactly(4, 2, 0, 3, 5, 1, 6);
    assertThat(warped).allSatisfy(value -> assertThat(Math.abs(value)).isLessThan(3));
    assertThat(warped.stream().mapToDouble(v -> v).sum()).isCloseTo(0, within(1e-9));
  }

  private static List<Integer> order(List<Double> values) {
    return IntStream.range(0, values.size())
        .boxed()
        .sorted(java.util.Comparator.comparing(values::get))
        .toList();
  }

  private static GaussianProcessData data(
      java.util.function.DoubleUnaryOperator curve, int count, double end) {
    List<double[]> points =
        IntStream.range(0, count).mapToObj(i -> new double[] {end * i / (count - 1)}).toList();
    List<Double> values = points.stream().map(x -> curve.applyAsDouble(x[0])).toList();
    return new GaussianProcessData(
        points,
        values,
        List.of(),
        FeasibleShare.of(LINE.axes(), new Placed(List.of(), List.of())),
        count);
  }
}

package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveComparerTest {

  private static final int STEPS = 120;

  /** A curve on the batches of a seed, with noise of its own on top. */
  private static TrainingCurve curve(
      int width, long seed, DoubleUnaryOperator advantage, double ownNoise) {
    Random batches = new Random(seed);
    Random own = new Random(1000 * seed + width);
    List<TrainingCurve.Point> points =
        IntStream.rangeClosed(1, STEPS)
            .mapToObj(
                t ->
                    new TrainingCurve.Point(
                        10 * t,
                        2
                            + 2 * Math.exp(-t / 30.0)
                            - advantage.applyAsDouble(t)
                            + 0.15 * batches.nextGaussian()
                            + ownNoise * own.nextGaussian()))
            .toList();
    return new TrainingCurve(width, seed, points);
  }

  private static List<TrainingCurve> pair(
      int seeds, DoubleUnaryOperator advantage, double ownNoise) {
    List<TrainingCurve> curves = new ArrayList<>();
    for (int seed = 1; seed <= seeds; seed++) {
      curves.add(curve(32, seed, t -> 0, ownNoise));
      curves.add(curve(64, seed, advantage, ownNoise));
    }
    return curves;
  }

  private static CurveComparison compare(List<TrainingCurve> curves) {
    List<CurveComparison> pairs = new CurveComparer(0.02).of(curves);
    assertThat(pairs).hasSize(1);
    return pairs.get(0);
  }

  @Test
  void widerThatIsBetterIsNeverWorse() {
    assertThat(compare(pair(1, t -> 0.1, 0.05)))
        .isEqualTo(new CurveComparison(32, 64, 1, STEPS, 0));
    assertThat(compare(pair(3, t -> 0.1, 0.05)).worseShare()).isZero();
  }

  @Test
  void shareIsThatOfTheStepsWhereWiderIsWorse() {
    // Worse by 0.3 on the last 40 %; the moving mean over 9 points blurs the edge by 4 points.
    CurveComparison comparison = compare(pair(2, t -> t > 72 ? -0.3 : 0.3, 0.05));
    assertThat(comparison.worseShare()).isCloseTo(0.4, offset(4.0 / STEPS));
  }

  @Test
  void noiseAloneIsNotWorse() {
    // Equally good widths: a mean of 9 differences of two noises of 0.1 has a standard error of
    // 0.047; two of them are exceeded upwards in 2.3 % of the steps.
    double sum = 0;
    int repetitions = 50;
    for (int i = 0; i < repetitions; i++) {
      int first = 10 * i;
      List<TrainingCurve> curves = new ArrayList<>();
      for (int seed = first; seed < first + 2; seed++) {
        curves.add(curve(32, seed, t -> 0, 0.1));
        curves.add(curve(64, seed, t -> 0, 0.1));
      }
      sum += compare(curves).worseShare();
    }
    assertThat(sum / repetitions).isLessThan(0.03);
  }

  @Test
  void differenceWithinTheTieMarginIsNotWorse() {
    assertThat(compare(pair(1, t -> -0.015, 0)).worseShare()).isZero();
    assertThat(compare(pair(1, t -> -0.025, 0)).worseShare()).isEqualTo(1);
  }

  @Test
  void brokenDownWideModelIsWorse() {
    List<TrainingCurve> curves = new ArrayList<>(pair(1, t -> 0.1, 0));
    TrainingCurve wide = curves.remove(1);
    List<TrainingCurve.Point> points =
        wide.points().stream()
            .map(p -> new TrainingCurve.Point(p.step(), p.step() > 600 ? Double.NaN : p.loss()))
            .toList();
    curves.add(new TrainingCurve(64, 1, points));
    assertThat(compare(curves).worseShare()).isCloseTo(0.5, offset(4.0 / STEPS));
  }

  @Test
  void onlySharedStepsAndSeedsAreComparedAndEveryPairIs() {
    TrainingCurve narrow =
        new TrainingCurve(
            32, 1, List.of(new TrainingCurve.Point(1, 3), new TrainingCurve.Point(2, 3)));
    TrainingCurve wide =
        new TrainingCurve(
            64, 1, List.of(new TrainingCurve.Point(2, 4), new TrainingCurve.Point(3, 4)));
    TrainingCurve otherSeed = new TrainingCurve(128, 2, wide.points());
    assertThat(new CurveComparer(0.02).of(List.of(narrow, wide, otherSeed)))
        .containsExactly(new CurveComparison(32, 64, 1, 1, 1));
    TrainingCurve third = new TrainingCurve(128, 1, narrow.points());
    assertThat(new CurveComparer(0.02).of(List.of(third, wide, narrow)))
        .extracting(CurveComparison::narrow, CurveComparison::wide)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(32, 64),
            org.assertj.core.groups.Tuple.tuple(32, 128),
            org.assertj.core.groups.Tuple.tuple(64, 128));
  }
}

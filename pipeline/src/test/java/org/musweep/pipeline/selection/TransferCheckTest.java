package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.TrialResult;

class TransferCheckTest {

  /** Deviations of three seeds: what all runs of a seed share, and what they do not. */
  private static final List<Double> SHARED = List.of(-0.015, 0.0, 0.015);

  /** Runs of one width from a measured mean per learning rate, 2^first, 2^(first+1), … octaves. */
  private static List<TransferRun> runs(int width, int firstOctave, double... losses) {
    List<TransferRun> runs = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      for (int seed = 0; seed < SHARED.size(); seed++) {
        double own = 0.004 * ((width / 32 + 2 * i + seed) % 3 - 1);
        runs.add(
            run(width, Math.pow(2, firstOctave + i), seed, losses[i] + SHARED.get(seed) + own));
      }
    }
    return runs;
  }

  private static TransferRun run(int width, double factor, long seed, double loss) {
    return new TransferRun(width, factor, seed, new TrialResult.Completed(600, loss));
  }

  /** Curves that fall with width, on the same batches. */
  private static List<TrainingCurve> goodCurves(int... widths) {
    List<TrainingCurve> curves = new ArrayList<>();
    for (int width : widths) {
      Random batches = new Random(5);
      List<TrainingCurve.Point> points = new ArrayList<>();
      for (int step = 10; step <= 600; step += 10) {
        double loss = 2.2 + 2 * Math.exp(-step / 80.0) + 2.0 / width + 0.1 * batches.nextGaussian();
        points.add(new TrainingCurve.Point(step, loss));
      }
      curves.add(new TrainingCurve(width, 0, points));
    }
    return curves;
  }

  @SafeVarargs
  private static TransferCheck check(List<TrainingCurve> curves, List<TransferRun>... runs) {
    List<TransferRun> all = new ArrayList<>();
    for (List<TransferRun> some : runs) {
      all.addAll(some);
    }
    return TransferCheck.of(all, curves, TieTolerance.DEFAULT);
  }

  /** The text quick start's learning rate curves under maximal update, around 2^-6. */
  private static TransferCheck maximalUpdate() {
    return check(
        goodCurves(32, 64, 128, 256),
        runs(32, -2, 2.535, 2.486, 2.463, 2.470, 2.486),
        runs(64, -2, 2.493, 2.439, 2.402, 2.440, 2.468),
        runs(128, -2, 2.453, 2.372, 2.306, 2.364, 2.459),
        runs(256, -2, 2.430, 2.335, 2.253, 2.306, 2.429));
  }

  /** The same under the standard parametrization. */
  private static TransferCheck standard() {
    return check(
        goodCurves(32, 64, 128, 256),
        runs(32, -3, 2.606, 2.535, 2.486, 2.463, 2.470, 2.486),
        runs(64, -3, 2.512, 2.451, 2.390, 2.405, 2.462, 2.471),
        runs(128, -3, 2.393, 2.287, 2.312, 2.418, 2.454, 2.706),
        runs(256, -3, 2.259, 2.291, 2.486, 2.535, 2.605));
  }

  private static double regret(TransferCheck check, int width) {
    return check.width(width).orElseThrow().regret().mean();
  }

  @Test
  void maximalUpdatePasses() {
    TransferCheck check = maximalUpdate();
    assertThat(check.verdict()).isInstanceOf(TransferVerdict.Passed.class);
    assertThat(check.widths()).allMatch(width -> width.regret().mean() == 0);
    assertThat(check.widths()).allMatch(width -> width.bestFactor() == 1);
    assertThat(check.width(256).orElseThrow().regret().high()).isBetween(0.0, 0.02);
    assertThat(check.gains()).extracting(WidthGain::wide).containsExactly(64, 128, 256);
    assertThat(check.gains().get(1).gain().mean()).isCloseTo(0.096, offset(0.002));
    assertThat(check.verdict().reasons())
        .anyMatch(reason -> reason.startsWith("width 256: regret 0.000 (95 %: 0.000 to 0.000)"))
        .anyMatch(reason -> reason.startsWith("from width 128 to 256 the loss falls by 0.053 ±"))
        .anyMatch(r -> r.equals("width 256 is worse than width 32 on 0 % of 60 logged steps"));
  }

  @Test
  void standardParametrizationFailsWithItsRegret() {
    TransferCheck check = standard();
    assertThat(check.verdict()).isInstanceOf(TransferVerdict.Failed.class);
    // The measured regrets are 0.016, 0.131 and 0.277, from losses rounded to 0.001.
    assertThat(regret(check, 64)).isCloseTo(0.016, offset(0.002));
    assertThat(regret(check, 128)).isCloseTo(0.131, offset(0.002));
    assertThat(regret(check, 256)).isCloseTo(0.277, offset(0.002));
    assertThat(check.width(256).orElseThrow().bestFactor()).isEqualTo(0.125);
    assertThat(check.verdict().reasons())
        .anyMatch(reason -> reason.startsWith("width 128: regret 0.131"))
        .anyMatch(reason -> reason.startsWith("width 256: regret 0.276"))
        .anyMatch(reason -> reason.startsWith("from width 128 to 256 the loss rises by 0.117"))
        .noneMatch(reason -> reason.startsWith("width 64"));
  }

  @Test
  void batchSizesAskWhetherTheLawsRateIsBestAndNothingElse() {
    // Parabolas in octaves around -0.1, 0.2 and 1.2; larger batches are worse.
    TransferCheck right =
        TransferCheck.ofBatchSizes(
            Stream.of(parabola(8, -0.1, 2.3), parabola(32, 0.2, 2.4), parabola(128, 0.2, 2.6))
                .flatMap(List::stream)
                .toList(),
            TieTolerance.DEFAULT);
    assertThat(right.verdict()).isInstanceOf(TransferVerdict.Passed.class);
    assertThat(right.driftFromBase(32)).hasValueCloseTo(0.3, offset(0.05));
    TransferCheck wrong =
        TransferCheck.ofBatchSizes(
            Stream.of(parabola(8, 0, 2.3), parabola(32, 1.2, 2.4)).flatMap(List::stream).toList(),
            TieTolerance.DEFAULT);
    assertThat(wrong.verdict()).isInstanceOf(TransferVerdict.Failed.class);
    assertThat(wrong.verdict().reasons())
        .singleElement()
        .asString()
        .startsWith("batch size 32: regret 0.0")
        .contains("the best learning rate is 2.0 times the chosen one");
    assertThat(wrong.driftFromBase(32)).hasValueCloseTo(1.2, offset(0.05));
  }

  private static List<TransferRun> parabola(int batch, double optimum, double least) {
    double[] losses = new double[5];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = least + 0.05 * Math.pow(i - 2 - optimum, 2);
    }
    return runs(batch, -2, losses);
  }

  @Test
  void optimumDriftsUnderTheStandardParametrizationOnly() {
    TransferCheck maximalUpdate = maximalUpdate();
    TransferCheck standard = standard();
    // Parabolas through three of the measured points; the seeds' deviations cancel in means.
    assertThat(maximalUpdate.driftFromBase(64)).hasValueCloseTo(-0.3, offset(0.06));
    assertThat(maximalUpdate.driftFromBase(128)).hasValueCloseTo(-0.2, offset(0.06));
    assertThat(maximalUpdate.driftFromBase(256)).hasValueCloseTo(-0.2, offset(0.06));
    assertThat(standard.driftFromBase(64)).hasValueCloseTo(-1.0, offset(0.06));
    assertThat(standard.driftFromBase(128)).hasValueCloseTo(-2.0, offset(0.06));
    assertThat(standard.driftFromBase(256)).hasValueCloseTo(-3.0, offset(0.06));
    assertThat(standard.driftFromBase(512)).isEmpty();
  }

  @Test
  void oneSeedPerWidthSufficesWhereTheFinalistsTellTheNoise() {
    List<TransferRun> base =
        List.of(run(32, 1, 0, 2.247), run(32, 1, 1, 2.284), run(32, 1, 2, 2.283));
    List<TransferRun> wide =
        List.of(run(64, 0.5, 0, 2.209), run(64, 1, 0, 2.116), run(64, 2, 0, 2.142));
    TransferCheck check = check(goodCurves(32, 64), base, wide);
    assertThat(check.verdict()).isInstanceOf(TransferVerdict.Passed.class);
    // Standard deviation of the three, 0.0211, times the square root of 2.
    assertThat(check.gains().get(0).gain().standardError()).isCloseTo(0.0298, offset(0.0001));
  }

  @Test
  void unknownNoiseIsInconclusive() {
    TransferCheck check =
        check(
            goodCurves(32, 64),
            List.of(run(32, 1, 0, 2.28)),
            List.of(run(64, 0.5, 0, 2.20), run(64, 1, 0, 2.12), run(64, 2, 0, 2.14)));
    assertThat(check.verdict())
        .isEqualTo(
            new TransferVerdict.Inconclusive(
                List.of("from width 32 to 64 the loss falls by 0.160: the noise is unknown"), 2));
  }

  @Test
  void regretWithinTheNoiseIsInconclusiveAndSaysHowManySeedsAreMissing() {
    // Paired differences of chosen and half: 0.09, 0.01, 0.05: mean 0.05, standard error 0.0231.
    List<TransferRun> wide =
        List.of(
            run(64, 0.5, 0, 2.10),
            run(64, 0.5, 1, 2.10),
            run(64, 0.5, 2, 2.10),
            run(64, 1, 0, 2.19),
            run(64, 1, 1, 2.11),
            run(64, 1, 2, 2.15));
    List<TransferRun> base = List.of(run(32, 1, 0, 2.42), run(32, 1, 1, 2.34), run(32, 1, 2, 2.38));
    TransferCheck check = check(goodCurves(32, 64), base, wide);
    assertThat(check.verdict()).isInstanceOf(TransferVerdict.Inconclusive.class);
    TransferVerdict.Inconclusive verdict = (TransferVerdict.Inconclusive) check.verdict();
    // (1.96 x 0.04 / (0.05 - 0.02))^2 = 6.8: seven seeds, four more than there are.
    assertThat(verdict.moreSeeds()).isEqualTo(4);
    assertThat(verdict.reasons())
        .singleElement()
        .asString()
        .startsWith("width 64: regret 0.050 (95 %: 0.000 to 0.149), the best learning rate is 0.5");
  }

  @Test
  void lossThatDoesNotFallByMoreThanItsErrorIsInconclusive() {
    TransferCheck check =
        check(
            goodCurves(32, 64),
            List.of(run(32, 1, 0, 2.30), run(32, 1, 1, 2.36), run(32, 1, 2, 2.30)),
            List.of(
                run(64, 1, 0, 2.28),
                run(64, 1, 1, 2.28),
                run(64, 1, 2, 2.34),
                run(64, 2, 0, 2.48),
                run(64, 2, 1, 2.48),
                run(64, 2, 2, 2.54)));
    // Differences 0.02, 0.08, -0.04: mean 0.02, deviation 0.06; (0.06 / 0.02)^2 = 9 are not enough
    // by a hair, 10 are, 7 more than there are.
    assertThat(check.verdict())
        .isEqualTo(
            new TransferVerdict.Inconclusive(
                List.of(
                    "from width 32 to 64 the loss falls by 0.020 ± 0.035, not more than its"
                        + " standard error"),
                7));
  }

  @Test
  void divergenceAtTheChosenRateFailsAndAtAnotherDoesNot() {
    List<TransferRun> base = runs(32, 0, 2.463);
    List<TransferRun> wide = new ArrayList<>(runs(64, -1, 2.439, 2.402));
    wide.add(new TransferRun(64, 2, 0, new TrialResult.Diverged(30, Double.NaN, "NaN")));
    assertThat(check(goodCurves(32, 64), base, wide).verdict())
        .isInstanceOf(TransferVerdict.Passed.class);
    wide.add(new TransferRun(64, 1, 3, new TrialResult.Diverged(30, Double.NaN, "NaN")));
    assertThat(check(goodCurves(32, 64), base, wide).verdict())
        .isEqualTo(
            new TransferVerdict.Failed(
                List.of("width 64: the chosen learning rate diverged on 1 of 4 runs")));
  }

  @Test
  void curvesArePartOfTheVerdict() {
    List<TransferRun> base = runs(32, 0, 2.463);
    List<TransferRun> wide = runs(64, -1, 2.439, 2.402, 2.440);
    List<TrainingCurve> swapped = new ArrayList<>();
    for (TrainingCurve curve : goodCurves(32, 64)) {
      swapped.add(new TrainingCurve(96 - curve.width(), curve.seed(), curve.points()));
    }
    assertThat(check(swapped, base, wide).verdict())
        .isEqualTo(
            new TransferVerdict.Failed(
                List.of("width 64 is worse than width 32 on 100 % of 60 logged steps")));
    assertThat(check(List.of(), base, wide).verdict())
        .isEqualTo(
            new TransferVerdict.Inconclusive(
                List.of("training curves of different widths could not be compared"), 0));
  }

  @Test
  void oneWidthOrOneRateIsNoCheck() {
    assertThat(check(List.of(), runs(32, -1, 2.5, 2.4, 2.5)).verdict().reasons())
        .contains("only 1 width was trained: transfer needs at least 2");
    assertThat(check(goodCurves(32, 64), runs(32, 0, 2.4), runs(64, 0, 2.3)).verdict().reasons())
        .containsExactly("width 64: no learning rate but the chosen one was tried");
    assertThat(check(List.of()).verdict()).isInstanceOf(TransferVerdict.Inconclusive.class);
  }

  @Test
  void factorIsThatOfTheTrialsLearningRate() {
    TrialOutcome outcome =
        Outcomes.completed(
            0, Outcomes.at(-6).with(Setting.of("learning-rate", 2 * 0.0137)), 4, 2.2);
    assertThat(TransferRun.of(outcome, 0.0137))
        .isEqualTo(new TransferRun(32, 2, 4, new TrialResult.Completed(1200, 2.2)));
    assertThatThrownBy(() -> run(32, 0, 0, 2))
        .hasMessage("Invalid transfer run: width 32, factor 0.0 (must be positive)");
  }
}

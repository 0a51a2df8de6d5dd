package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.trial.TrialResult;

class BoundaryCheckTest {

  /** Completed trials with these learning rates (as base-two logarithms), from best to worst. */
  private static List<TrialOutcome> ranked(double... rates) {
    List<TrialOutcome> trials = new ArrayList<>();
    for (int i = 0; i < rates.length; i++) {
      trials.add(Outcomes.completed(i, Outcomes.at(rates[i]), 0, 2 + 0.1 * i));
    }
    return trials;
  }

  private static List<BoundaryHit> hits(List<TrialOutcome> trials) {
    return new BoundaryCheck(Outcomes.SPACE).of(trials);
  }

  @Test
  void bestInTheMiddleIsNoHit() {
    assertThat(hits(ranked(-5, -5.5, -4.5, -6, -3.01, -7.99))).isEmpty();
  }

  @Test
  void bestWithinFivePercentOfTheLogRangeIsAHit() {
    // The range is 5 octaves, so 5 % of it is a quarter of an octave.
    assertThat(hits(ranked(-3.2, -5, -5, -5, -5)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.HIGH, 1, 5, false, false));
    assertThat(hits(ranked(-3.3, -5, -5, -5, -5))).isEmpty();
    assertThat(hits(ranked(-7.9, -5, -5, -5, -5)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.LOW, 1, 5, false, false));
  }

  @Test
  void mostOfTheBestFiveAtAnEdgeIsAHit() {
    assertThat(hits(ranked(-5, -3.1, -3.1, -5, -5))).isEmpty();
    assertThat(hits(ranked(-5, -3.1, -3.1, -3.1, -5)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.HIGH, 3, 5, false, false));
  }

  /**
   * Completed trials at random learning rates and init scales, none within 5 % of an edge. The loss
   * is a parabola of the learning rate, one octave away costing 0.01, and noise.
   */
  private static List<TrialOutcome> parabola(int count, double optimum, double noise, long seed) {
    Random random = new Random(seed);
    List<TrialOutcome> trials = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = -7.7 + 4.4 * random.nextDouble();
      double loss = 2 + 0.01 * (rate - optimum) * (rate - optimum) + noise * random.nextGaussian();
      trials.add(
          Outcomes.completed(i, Outcomes.at(rate, -1.8 + 2.6 * random.nextDouble()), 0, loss));
    }
    return trials;
  }

  @Test
  void fittedMinimumOutsideOfTheRangeIsAHit() {
    assertThat(hits(parabola(32, -1, 0.005, 1)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.HIGH, 0, 5, true, false))
        .first()
        .extracting(BoundaryHit::text)
        .isEqualTo(
            "learning-rate: the minimum fitted to the losses lies beyond the upper edge of its"
                + " range: widen it there and search again");
    assertThat(hits(parabola(32, -10, 0.005, 2)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.LOW, 0, 5, true, false));
  }

  @Test
  void fittedMinimumInsideIsNone() {
    // Four slopes are tested at a level of 0.5 % each, so that at most 1 search in 50 should warn;
    // more than 8 of 200 would then be seen with a probability below 3 %.
    int warned = 0;
    for (long seed = 0; seed < 200; seed++) {
      warned += hits(parabola(40, -5.5, 0.005, seed)).isEmpty() ? 0 : 1;
    }
    assertThat(warned).isLessThanOrEqualTo(8);
  }

  @Test
  void tooFewTrialsAreNotFitted() {
    // Half of 16 trials and 5 coefficients: 3 degrees of freedom.
    assertThat(hits(parabola(16, -1, 1e-4, 1))).isEmpty();
    assertThat(hits(parabola(17, -1, 1e-4, 1))).isNotEmpty();
  }

  @Test
  void edgeWhereTrialsDivergedIsCalledTheEdgeOfStability() {
    List<TrialOutcome> trials = new ArrayList<>(ranked(-3.2, -5, -5, -5, -5));
    trials.add(Outcomes.outcome(9, Outcomes.at(-3.05), 0, new TrialResult.Diverged(80, 9, "NaN")));
    assertThat(hits(trials))
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.blocked()).isTrue();
              assertThat(hit.text())
                  .isEqualTo(
                      "learning-rate: 1 of the best 5 trials lie at the upper edge of its range,"
                          + " next to trials that diverged: the edge of stability is near");
            });
  }
}

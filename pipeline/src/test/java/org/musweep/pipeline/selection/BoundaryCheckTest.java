package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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
        .containsExactly(new BoundaryHit("learning-rate", Edge.HIGH, 1, 5, false));
    assertThat(hits(ranked(-3.3, -5, -5, -5, -5))).isEmpty();
    assertThat(hits(ranked(-7.9, -5, -5, -5, -5)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.LOW, 1, 5, false));
  }

  @Test
  void mostOfTheBestFiveAtAnEdgeIsAHit() {
    assertThat(hits(ranked(-5, -3.1, -3.1, -5, -5))).isEmpty();
    assertThat(hits(ranked(-5, -3.1, -3.1, -3.1, -5)))
        .containsExactly(new BoundaryHit("learning-rate", Edge.HIGH, 3, 5, false));
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

package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.TrialResult;

class FinalistsTest {

  @Test
  void onlyTrialsThatCompletedTheirHorizonAreFinalists() {
    List<TrialOutcome> exploration =
        List.of(
            Outcomes.completed(0, Outcomes.at(-6), 0, 2.4),
            Outcomes.outcome(
                1, Outcomes.at(-5), 0, new TrialResult.Stopped(400, 2.0, "rank 9 of 24")),
            Outcomes.outcome(2, Outcomes.at(-4), 0, new TrialResult.Diverged(90, 2.0, "NaN")),
            Outcomes.outcome(3, Outcomes.at(-3), 0, new TrialResult.Failed(0, "no memory")),
            Outcomes.outcome(4, Outcomes.at(-4.5), 0, new TrialResult.Completed(400, 2.0)),
            Outcomes.outcome(5, Outcomes.at(-4.6), 0, new TrialResult.Completed(1200, Double.NaN)),
            Outcomes.completed(6, Outcomes.at(-7), 0, 2.3));
    assertThat(Finalists.pick(exploration, 4)).containsExactly(Outcomes.at(-7), Outcomes.at(-6));
    assertThat(Finalists.pick(exploration, 1)).containsExactly(Outcomes.at(-7));
  }

  @Test
  void equalLossesKeepTheOrderOfTheTrialsAndNoConfigurationComesTwice() {
    List<TrialOutcome> exploration =
        List.of(
            Outcomes.completed(2, Outcomes.at(-5), 0, 2.3),
            Outcomes.completed(1, Outcomes.at(-6), 0, 2.3),
            Outcomes.completed(0, Outcomes.at(-6), 1, 2.3));
    assertThat(Finalists.pick(exploration, 3)).containsExactly(Outcomes.at(-6), Outcomes.at(-5));
  }

  @Test
  void nothingCompletedIsSaidWithWhatHappenedInstead() {
    List<TrialOutcome> exploration =
        List.of(
            Outcomes.outcome(0, Outcomes.at(-4), 0, new TrialResult.Diverged(90, 9, "NaN")),
            Outcomes.outcome(1, Outcomes.at(-3), 0, new TrialResult.Failed(0, "no memory")));
    assertThatThrownBy(() -> Finalists.pick(exploration, 4))
        .isInstanceOf(NothingToSelectException.class)
        .hasMessage(
            "Cannot select settings: none of 2 trials completed its horizon with a finite loss"
                + " (1 diverged, 1 failed, 0 stopped)");
  }
}

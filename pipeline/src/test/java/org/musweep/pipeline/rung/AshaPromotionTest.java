package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.pipeline.rung.PrunerContract.seen;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.TrialId;

class AshaPromotionTest implements PrunerContract {

  private static final RungSchedule TWO_RUNGS = new RungSchedule(List.of(400, 1200), 3);

  @Override
  public Pruner pruner() {
    return new AshaPromotion();
  }

  @Test
  void promotesTheBestThirdWhileOthersAreStillComing() {
    List<Decision> decisions =
        pruner()
            .decide(new Ladder(TWO_RUNGS, List.of(seen(7, 0, Set.of(), true), RungState.empty())));
    assertThat(decisions)
        .hasSize(7)
        .startsWith(
            new Decision.Promote(trial(5), 1, "rank 1 of 7 at step 400; best 2 go on so far"),
            new Decision.Promote(trial(6), 1, "rank 2 of 7 at step 400; best 2 go on so far"),
            new Decision.Wait(trial(4), "rank 3 of 7 at step 400; best 2 go on so far"));
    assertThat(decisions.subList(2, 7)).hasOnlyElementsOfType(Decision.Wait.class);
  }

  @Test
  void nobodyIsPromotedBeforeThereIsAThird() {
    assertThat(
            pruner()
                .decide(
                    new Ladder(TWO_RUNGS, List.of(seen(2, 0, Set.of(), true), RungState.empty()))))
        .hasOnlyElementsOfType(Decision.Wait.class);
  }

  @Test
  void theRestStopsWhenNothingIsOutstanding() {
    Set<TrialId> best =
        Set.of(trial(2), trial(3), trial(4), trial(5), trial(6), trial(7), trial(8), trial(9));
    List<Decision> decisions =
        pruner()
            .decide(new Ladder(TWO_RUNGS, List.of(seen(24, 0, best, false), RungState.empty())));
    assertThat(decisions)
        .hasSize(16)
        .hasOnlyElementsOfType(Decision.Stop.class)
        .contains(new Decision.Stop(trial(11), "rank 12 of 24 at step 400; best 8 go on"));
  }

  @Test
  void aTrialThatWaitedIsPromotedWhenWorseOnesArrive() {
    // Trial 4 is third of seven and waits; of nine it is still third, and the best three go on.
    Set<TrialId> promoted = Set.of(trial(5), trial(6));
    assertThat(
            pruner()
                .decide(
                    new Ladder(TWO_RUNGS, List.of(seen(9, 0, promoted, true), RungState.empty()))))
        .first()
        .isEqualTo(
            new Decision.Promote(trial(4), 1, "rank 3 of 9 at step 400; best 3 go on so far"));
  }

  @Test
  void divergedTrialsCountAsCompetitors() {
    List<RungObservation> observations = new ArrayList<>();
    observations.add(new RungObservation(trial(0), 2.1));
    observations.add(new RungObservation(trial(1), 2.2));
    IntStream.range(2, 6)
        .forEach(index -> observations.add(RungObservation.diverged(trial(index))));
    RungState state = new RungState(observations, Set.of(), Set.of(), true);
    assertThat(pruner().decide(new Ladder(TWO_RUNGS, List.of(state, RungState.empty()))))
        .containsExactly(
            new Decision.Promote(trial(0), 1, "rank 1 of 6 at step 400; best 2 go on so far"),
            new Decision.Promote(trial(1), 1, "rank 2 of 6 at step 400; best 2 go on so far"));
  }

  @Test
  void oneTrialGoesOnFromASettledRungHoweverFewThereAre() {
    assertThat(
            pruner()
                .decide(
                    new Ladder(TWO_RUNGS, List.of(seen(2, 0, Set.of(), false), RungState.empty()))))
        .containsExactly(
            new Decision.Promote(trial(1), 1, "rank 1 of 2 at step 400; the best goes on"),
            new Decision.Stop(trial(0), "rank 2 of 2 at step 400; the best goes on"));
  }

  @Test
  void aRungIsNotSettledWhilePromotionsIntoItAreBeingMade() {
    List<Decision> decisions =
        pruner()
            .decide(
                new Ladder(
                    SCHEDULE,
                    List.of(
                        seen(9, 0, Set.of(trial(0), trial(1)), false),
                        seen(2, 1, Set.of(), false),
                        RungState.empty())));
    assertThat(decisions.subList(0, 2)).hasOnlyElementsOfType(Decision.Wait.class);
    assertThat(decisions.get(2)).isInstanceOf(Decision.Promote.class);
  }
}

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
    assertThat(pruner().decide(seen(TWO_RUNGS, 7, Set.of(), 1)))
        .containsExactly(
            new Decision.Promote(trial(5), 1, "rank 1 of 7 at step 400; best 2 go on so far"),
            new Decision.Promote(trial(6), 1, "rank 2 of 7 at step 400; best 2 go on so far"));
  }

  @Test
  void nobodyIsPromotedBeforeThereIsAThird() {
    assertThat(pruner().decide(seen(TWO_RUNGS, 2, Set.of(), 1))).isEmpty();
  }

  @Test
  void theRestStopsWhenNothingIsOutstanding() {
    Set<TrialId> best =
        Set.of(trial(2), trial(3), trial(4), trial(5), trial(6), trial(7), trial(8), trial(9));
    assertThat(pruner().decide(seen(TWO_RUNGS, 24, best, 0)))
        .hasSize(16)
        .hasOnlyElementsOfType(Decision.Stop.class)
        .contains(new Decision.Stop(trial(11), "rank 12 of 24 at step 400; best 8 go on"));
  }

  @Test
  void aTrialThatWaitedIsPromotedWhenWorseOnesArrive() {
    // Trial 4 is third of seven and waits; of nine it is still third, and the best three go on.
    assertThat(pruner().decide(seen(TWO_RUNGS, 9, Set.of(trial(5), trial(6)), 1)))
        .containsExactly(
            new Decision.Promote(trial(4), 1, "rank 3 of 9 at step 400; best 3 go on so far"));
  }

  @Test
  void divergedTrialsCountAsCompetitors() {
    List<RungObservation> observations = new ArrayList<>();
    observations.add(new RungObservation(trial(0), 2.1));
    observations.add(new RungObservation(trial(1), 2.2));
    IntStream.range(2, 6)
        .forEach(index -> observations.add(RungObservation.diverged(trial(index))));
    assertThat(pruner().decide(seen(TWO_RUNGS, observations, Set.of(), 1)))
        .containsExactly(
            new Decision.Promote(trial(0), 1, "rank 1 of 6 at step 400; best 2 go on so far"),
            new Decision.Promote(trial(1), 1, "rank 2 of 6 at step 400; best 2 go on so far"));
  }

  @Test
  void oneTrialGoesOnFromASettledRungHoweverFewThereAre() {
    assertThat(pruner().decide(seen(TWO_RUNGS, 2, Set.of(), 0)))
        .containsExactly(
            new Decision.Promote(trial(1), 1, "rank 1 of 2 at step 400; the best goes on"),
            new Decision.Stop(trial(0), "rank 2 of 2 at step 400; the best goes on"));
  }

  @Test
  void aRungIsNotSettledWhilePromotionsIntoItAreBeingMade() {
    Ladder ladder = seen(SCHEDULE, 9, Set.of(trial(0), trial(1)), 0);
    ladder.observe(1, new RungObservation(trial(0), 2.2));
    ladder.observe(1, new RungObservation(trial(1), 2.3));
    List<Decision> decisions = pruner().decide(ladder);
    assertThat(decisions).extracting(Decision::trial).doesNotContain(trial(0), trial(1));
    assertThat(decisions.get(0)).isInstanceOf(Decision.Promote.class);
  }

  @Test
  void askingCostsAsMuchAsThereIsToDecide() {
    int trials = 10_000;
    Ladder ladder = new Ladder(SCHEDULE);
    ladder.expect(0, trials);
    int decided = 0;
    for (int index = 0; index < trials; index++) {
      // Ever better losses: every third arrival sends the newest on.
      ladder.observe(0, new RungObservation(trial(index), trials - index));
      List<Decision> decisions = pruner().decide(ladder);
      decided += decisions.size();
      for (Decision decision : decisions) {
        if (decision instanceof Decision.Promote) {
          ladder.promote(0, decision.trial());
        }
      }
    }
    assertThat(decided).isEqualTo(trials / 3 + trials - trials / 3);
  }
}

package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.musweep.pipeline.rung.PrunerContract.SCHEDULE;
import static org.musweep.pipeline.rung.PrunerContract.seen;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AshaStoppingTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return new AshaStopping(6);
  }

  @Test
  void judgesNobodyBeforeThereAreEnoughPeers() {
    assertThat(pruner().decide(seen(SCHEDULE, 5, Set.of(), 1))).isEmpty();
    assertThat(pruner().decide(seen(SCHEDULE, 6, Set.of(), 1))).hasSize(6);
    assertThat(pruner().decide(seen(SCHEDULE, 5, Set.of(), 0))).hasSize(5);
  }

  @Test
  void aLateTrialIsJudgedByTheShareOfAllThatWereSeen() {
    Ladder ladder =
        seen(
            SCHEDULE,
            List.of(
                new RungObservation(trial(0), 1.0),
                new RungObservation(trial(1), 2.0),
                new RungObservation(trial(2), 3.0),
                new RungObservation(trial(3), 4.0),
                new RungObservation(trial(4), 5.0)),
            Set.of(trial(0), trial(1)),
            2);
    for (int stopped = 2; stopped < 5; stopped++) {
      ladder.stop(0, trial(stopped));
    }
    ladder.observe(0, new RungObservation(trial(5), 2.5));
    assertThat(pruner().decide(ladder))
        .containsExactly(
            new Decision.Stop(
                trial(5), "loss 2.5000 at step 100; best 2 of 6 have at most 2.0000"));
  }

  @Test
  void equalLossesGoOnTogether() {
    List<RungObservation> equal =
        List.of(
            new RungObservation(trial(0), 2.0),
            new RungObservation(trial(1), 2.0),
            new RungObservation(trial(2), 2.0));
    assertThat(pruner().decide(seen(SCHEDULE, equal, Set.of(), 0)))
        .hasSize(3)
        .hasOnlyElementsOfType(Decision.Promote.class);
  }

  @Test
  void rejectsNoPeers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AshaStopping(0))
        .withMessage("Invalid minimum of peers: 0 (must be at least 1)");
  }
}

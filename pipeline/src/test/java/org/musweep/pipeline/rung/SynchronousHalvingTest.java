package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.pipeline.rung.PrunerContract.seen;
import static org.musweep.pipeline.rung.PrunerContract.trial;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SynchronousHalvingTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return new SynchronousHalving();
  }

  @Test
  void everyoneWaitsForTheLastOne() {
    List<Decision> decisions = pruner().decide(ladder(seen(9, 0, Set.of(), true)));
    assertThat(decisions).hasSize(9).hasOnlyElementsOfType(Decision.Wait.class);
    assertThat(decisions.get(0).reason()).isEqualTo("rank 1 of 9 at step 100; none goes on so far");
  }

  @Test
  void theBestThirdGoesOnTogether() {
    List<Decision> decisions = pruner().decide(ladder(seen(9, 0, Set.of(), false)));
    assertThat(decisions.subList(0, 3)).hasOnlyElementsOfType(Decision.Promote.class);
    assertThat(decisions.subList(3, 9)).hasOnlyElementsOfType(Decision.Stop.class);
    assertThat(decisions.subList(0, 3))
        .extracting(Decision::trial)
        .containsExactly(trial(5), trial(6), trial(4));
  }

  @Test
  void roundsShrinkByTheReductionFactor() {
    LadderSimulation sweep =
        new LadderSimulation(
            SCHEDULE,
            IntStream.range(0, 27).mapToObj(PrunerContract::trial).toList(),
            PrunerContract::loss);
    sweep.run(pruner(), 4, 1);
    assertThat(sweep.ladder().rungs())
        .extracting(rung -> rung.observations().size())
        .containsExactly(27, 9, 3);
  }

  private static Ladder ladder(RungState first) {
    return new Ladder(SCHEDULE, List.of(first, RungState.empty(), RungState.empty()));
  }
}

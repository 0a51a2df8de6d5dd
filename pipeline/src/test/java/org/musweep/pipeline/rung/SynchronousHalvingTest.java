package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.pipeline.rung.PrunerContract.SCHEDULE;
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
    assertThat(pruner().decide(seen(SCHEDULE, 9, Set.of(), 1))).isEmpty();
  }

  @Test
  void theBestThirdGoesOnTogether() {
    List<Decision> decisions = pruner().decide(seen(SCHEDULE, 9, Set.of(), 0));
    assertThat(decisions.subList(0, 3)).hasOnlyElementsOfType(Decision.Promote.class);
    assertThat(decisions.subList(3, 9)).hasOnlyElementsOfType(Decision.Stop.class);
    assertThat(decisions.subList(0, 3))
        .extracting(Decision::trial)
        .containsExactly(trial(5), trial(6), trial(4));
    assertThat(decisions.get(8).reason()).isEqualTo("rank 9 of 9 at step 100; best 3 go on");
  }

  @Test
  void roundsShrinkByTheReductionFactor() {
    LadderSimulation sweep =
        new LadderSimulation(
            SCHEDULE,
            IntStream.range(0, 27).mapToObj(PrunerContract::trial).toList(),
            PrunerContract::loss);
    sweep.run(pruner(), 4, 1);
    assertThat(sweep.sizes()).containsExactly(27, 9, 3);
  }
}

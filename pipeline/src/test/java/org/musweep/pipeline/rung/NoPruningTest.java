package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NoPruningTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return new NoPruning();
  }

  @Test
  void everyoneGoesOnAtOnce() {
    assertThat(pruner().decide(PrunerContract.seen(PrunerContract.SCHEDULE, 5, Set.of(), 1)))
        .hasSize(5)
        .hasOnlyElementsOfType(Decision.Promote.class);
  }
}

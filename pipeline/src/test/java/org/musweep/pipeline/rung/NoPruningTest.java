package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.pipeline.rung.PrunerContract.seen;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NoPruningTest implements PrunerContract {

  @Override
  public Pruner pruner() {
    return new NoPruning();
  }

  @Test
  void everyoneGoesOnAtOnce() {
    assertThat(
            pruner()
                .decide(
                    new Ladder(
                        SCHEDULE,
                        List.of(seen(5, 0, Set.of(), true), RungState.empty(), RungState.empty()))))
        .hasSize(5)
        .hasOnlyElementsOfType(Decision.Promote.class);
  }
}

package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.testing.SweepSpecs;

class SeedPlanTest {

  private static final SweepSpec SPEC = SweepSpecs.small().spec();

  @Test
  void noTwoSeedsAreEqual() {
    List<Long> seeds = new ArrayList<>(List.of(SeedPlan.exploration(SPEC)));
    seeds.addAll(SeedPlan.finalists(SPEC, 1000));
    seeds.addAll(SeedPlan.transferCheck(SPEC, 1000));
    seeds.addAll(SeedPlan.wide(SPEC, 1000));

    assertThat(seeds).hasSize(3001).doesNotHaveDuplicates();
  }

  @Test
  void firstSeedsStayWhenMoreAreAskedFor() {
    assertThat(SeedPlan.finalists(SPEC, 5))
        .startsWith(SeedPlan.finalists(SPEC, 3).toArray(Long[]::new));
  }

  @Test
  void seedsAreTheSameOnEveryMachine() {
    assertThat(SeedPlan.exploration(SPEC)).isEqualTo(-919360232419776405L);
    assertThat(SeedPlan.wide(SPEC, 1)).containsExactly(-849477545071165443L);
  }
}

package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CautionsTest {

  private static final SampleFile STOPPING =
      SampleFile.transformer().with("search/early-stopping/rule", "asha");

  @Test
  void ordinarySweepHasNone() {
    assertThat(SampleFile.transformer().cautions()).isEmpty();
    assertThat(STOPPING.with("training/schedule/warmup", "0.1").cautions()).isEmpty();
  }

  @Test
  void searchedWeightDecayNeedsANamedRule() {
    SampleFile file =
        SampleFile.transformer().with("search/space/weight-decay", "{uniform: [0, 1]}");

    assertThat(file.cautions()).isEmpty();
    assertThat(file.with("parametrization/weight-decay", "constant").cautions())
        .containsExactly(
            "search.space.weight-decay: may not be best for the wide model: it regularizes, and"
                + " keeps its strength across width only under a named rule");
  }

  @Test
  void searchedEpsilonTransfersUnderItsRuleOnly() {
    SampleFile file =
        SampleFile.transformer().with("search/space/epsilon", "{log-uniform: [1e-12, 1e-6]}");
    assertThat(file.cautions())
        .singleElement()
        .asString()
        .startsWith("search.space.epsilon: may not be best for the wide model: ");
    assertThat(file.with("parametrization/epsilon", "per-class").cautions()).isEmpty();
  }

  @Test
  void searchedWarmupTransfersOnCondition() {
    assertThat(
            SampleFile.transformer().with("search/space/warmup", "{uniform: [0, 0.1]}").cautions())
        .singleElement()
        .asString()
        .startsWith("search.space.warmup: may not be best for the wide model: ");
  }

  @Test
  void firstRungBeforeTwiceTheWarmupIsTooEarly() {
    assertThat(STOPPING.with("training/schedule/warmup", "0.2").cautions())
        .containsExactly(
            "search.early-stopping.first-rung: The first rung is at step 400 of 1200, but before"
                + " step 480 (twice the warm-up, at least a quarter of the horizon) learning rates"
                + " that are too large look best");
    assertThat(STOPPING.with("search/space/warmup", "{uniform: [0, 0.2]}").cautions())
        .anyMatch(caution -> caution.startsWith("search.early-stopping.first-rung: "));
  }

  @Test
  void firstRungBeforeAQuarterIsTooEarly() {
    assertThat(STOPPING.with("search/early-stopping/first-rung", "0.1").cautions())
        .anyMatch(
            caution ->
                caution.startsWith(
                    "search.early-stopping.first-rung: The first rung is at step 134"));
  }

  @Test
  void fewerSurvivorsThanFinalistsAreNoted() {
    assertThat(STOPPING.with("search/finalists/count", "9").cautions())
        .containsExactly(
            "search.finalists.count: only about 8 of 24 trials reach the last step, fewer than the"
                + " 9 finalists");
  }

  @Test
  void standardRulesAreNoted() {
    assertThat(SampleFile.transformer().with("parametrization/rules", "standard").cautions())
        .singleElement()
        .asString()
        .startsWith("parametrization.rules: under the standard rules ");
  }

  @Test
  void fixedValueOfWhatIsSearchedIsNoted() {
    assertThat(
            SampleFile.transformer()
                .with("training/learning-rate", "0.01")
                .with("training/schedule/warmup", "0.1")
                .with("search/space/warmup", "{choice: [0.1, 0.2]}")
                .cautions())
        .contains(
            "training.learning-rate: has no effect, because search.space.learning-rate is searched",
            "training.schedule.warmup: has no effect, because search.space.warmup is searched");
  }
}

package org.musweep.pipeline.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          new Hyperparameter("learning-rate", new LogUniform(1, 16)),
          new Hyperparameter("warmup", new Uniform(0, 0.5)),
          new Hyperparameter("schedule", Choice.of("cosine", "linear")));

  @Test
  void unitPointsAndConfigurationsLeadToEachOther() {
    Configuration configuration = SPACE.configurationAt(List.of(0.5, 0.5, 0.75));
    assertThat(configuration.text()).isEqualTo("learning-rate=4 warmup=0.25 schedule=linear");
    assertThat(SPACE.contains(configuration)).isTrue();
    assertThat(SPACE.unitPoint(configuration).get(0)).isCloseTo(0.5, within(1e-12));
    assertThat(SPACE.configurationAt(SPACE.unitPoint(configuration))).isEqualTo(configuration);
  }

  @Test
  void containsNeitherMoreNorFewerNorOtherSettings() {
    Configuration inside = SPACE.configurationAt(List.of(0.5, 0.5, 0.75));
    assertThat(SPACE.contains(inside.with(Setting.of("warmup", 0.6)))).isFalse();
    assertThat(SPACE.contains(inside.with(Setting.of("beta1", 0.9)))).isFalse();
    assertThat(SPACE.contains(Configuration.of(Setting.of("warmup", 0.1)))).isFalse();
  }

  @Test
  void findsDistributionsByName() {
    assertThat(SPACE.distribution("warmup")).contains(new Uniform(0, 0.5));
    assertThat(SPACE.distribution("beta1")).isEmpty();
  }

  @Test
  void rejectsWrongPointsAndSpaces() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.configurationAt(List.of(0.5)))
        .withMessage(
            "Invalid unit point: it has 1 coordinates (must be 3, one per hyperparameter)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SPACE.unitPoint(Configuration.of(Setting.of("learning-rate", 2))))
        .withMessage("Invalid configuration: warmup is not set in 'learning-rate=2'");
    assertThatIllegalArgumentException()
        .isThrownBy(SearchSpace::of)
        .withMessageContaining("at least one hyperparameter");
    Hyperparameter twice = new Hyperparameter("beta1", new Uniform(0, 0.9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SearchSpace.of(twice, twice))
        .withMessage("Invalid search space: beta1 stands twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Hyperparameter("Beta 1", new Uniform(0, 0.9)))
        .withMessageContaining("'Beta 1' (must be lower-case words");
  }
}

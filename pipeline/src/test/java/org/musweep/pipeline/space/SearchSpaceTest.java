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

  private static final SearchSpace RICH =
      new SearchSpace(
          List.of(
              new Hyperparameter("schedule", Choice.of("constant", "linear", "cosine")),
              new Hyperparameter("schedule.final-share", new Uniform(0, 1)),
              new Hyperparameter("warmup", new Uniform(0, 1))),
          List.of(
              new Condition(
                  "schedule.final-share",
                  "schedule",
                  List.of(new SettingValue.Named("linear"), new SettingValue.Named("cosine")))),
          List.of(
              new Constraint(
                  Constraint.Form.SUM,
                  List.of(
                      new Constraint.Term("schedule.final-share", 1),
                      new Constraint.Term("warmup", 2)),
                  Double.NEGATIVE_INFINITY,
                  1)),
          List.of(new Tie("beta1", "warmup", 0.5)));

  @Test
  void hyperparametersComeAndGoWithTheirConditions() {
    Configuration without = RICH.configurationAt(List.of(0.1, 0.5, 0.25));
    Configuration with = RICH.configurationAt(List.of(0.5, 0.5, 0.25));
    assertThat(without.text()).isEqualTo("schedule=constant warmup=0.25 beta1=0.125");
    assertThat(with.text())
        .isEqualTo("schedule=linear schedule.final-share=0.5 warmup=0.25 beta1=0.125");
    assertThat(RICH.contains(without)).isTrue();
    assertThat(RICH.contains(with)).isTrue();
    assertThat(RICH.unitPoint(without).get(1)).isNaN();
    assertThat(RICH.configurationAt(RICH.unitPoint(without))).isEqualTo(without);
    assertThat(RICH.contains(without.with(Setting.of("schedule.final-share", 0.5)))).isFalse();
    assertThat(RICH.contains(with.with(Setting.of("beta1", 0.25)))).isFalse();
    assertThat(RICH.names()).containsExactly("schedule", "schedule.final-share", "warmup", "beta1");
  }

  @Test
  void constraintsHoldWhereAllOfTheirHyperparametersAreThere() {
    Configuration broken = RICH.configurationAt(List.of(0.5, 0.5, 0.75));
    assertThat(RICH.violation(broken)).isCloseTo(1, within(1e-12));
    assertThat(RICH.contains(broken)).isFalse();
    assertThat(RICH.violation(RICH.configurationAt(List.of(0.1, 0.5, 0.75)))).isZero();
    assertThat(RICH.constraints().get(0).text()).isEqualTo("schedule.final-share + 2 warmup <= 1");
  }

  @Test
  void productsAreMeasuredAsProducts() {
    Constraint product =
        new Constraint(
            Constraint.Form.PRODUCT,
            List.of(
                new Constraint.Term("learning-rate", 1), new Constraint.Term("init-scale", -0.5)),
            1,
            2);
    assertThat(product.text()).isEqualTo("1 <= learning-rate * init-scale^-0.5 <= 2");
    assertThat(
            product.violation(
                Configuration.of(Setting.of("learning-rate", 6), Setting.of("init-scale", 4))))
        .isCloseTo(1, within(1e-12));
    assertThat(
            product.violation(
                Configuration.of(Setting.of("learning-rate", 1), Setting.of("init-scale", 4))))
        .isCloseTo(0.5, within(1e-12));
  }

  @Test
  void rejectsPartsThatDoNotGoTogether() {
    List<Hyperparameter> order = RICH.hyperparameters();
    assertRefused(
        order,
        List.of(new Condition("schedule", "warmup", List.of(new SettingValue.Numeric(0.5)))),
        List.of(),
        "Invalid search space: schedule depends on warmup, which does not stand before it");
    assertRefused(
        order,
        List.of(new Condition("warmup", "schedule", List.of(new SettingValue.Named("square")))),
        List.of(),
        "Invalid search space: warmup is there for schedule square, which lies outside of choice"
            + " [constant, linear, cosine]");
    assertRefused(
        order,
        List.of(),
        List.of(new Tie("warmup", "schedule", 1)),
        "Invalid search space: warmup is searched and tied to schedule");
    assertRefused(
        order,
        List.of(),
        List.of(new Tie("beta1", "beta2", 1)),
        "Invalid search space: a tie names beta2, which is not in it");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new SearchSpace(
                    order,
                    List.of(),
                    List.of(
                        new Constraint(
                            Constraint.Form.PRODUCT,
                            List.of(new Constraint.Term("warmup", 1)),
                            0.1,
                            Double.POSITIVE_INFINITY)),
                    List.of()))
        .withMessage(
            "Invalid search space: a product has warmup, which may be 0 (must be above 0)");
  }

  private static void assertRefused(
      List<Hyperparameter> order, List<Condition> conditions, List<Tie> ties, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SearchSpace(order, conditions, List.of(), ties))
        .withMessage(message);
  }
}

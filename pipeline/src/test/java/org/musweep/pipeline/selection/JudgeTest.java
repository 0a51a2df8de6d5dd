package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.SobolSampler;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Condition;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Uniform;
import org.musweep.pipeline.trial.TrialResult;

class JudgeTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          new Hyperparameter("learning-rate", new LogUniform(1.0 / 1024, 1)),
          new Hyperparameter("beta1", new Uniform(0, 0.9)),
          new Hyperparameter("schedule", Choice.of("constant", "linear")),
          new Hyperparameter("momentum", new Choice(List.of(new SettingValue.Numeric(0.5)))));

  @Test
  void whatTheLossDependsOnIsImportant() {
    // Additive with slopes 2 and 1 over the whole of both ranges: shares 4/5 and 1/5 of the
    // variance. A forest of bootstrapped trees smooths, hence the tolerance.
    List<TrialOutcome> trials = search(256, one -> 2 * octaves(one) / 10 + beta(one) / 0.9);
    Map<String, Double> variance = new Fanova(SPACE).of(trials);
    assertThat(variance.get("learning-rate")).isCloseTo(0.8, within(0.06));
    assertThat(variance.get("beta1")).isCloseTo(0.2, within(0.06));
    assertThat(variance.get("schedule")).isLessThan(0.02);
    assertThat(variance.get("momentum")).isCloseTo(0, within(1e-12));

    Map<String, Double> importance = new PedAnova(SPACE).of(trials);
    assertThat(importance.get("learning-rate")).isGreaterThan(importance.get("beta1"));
    assertThat(importance.get("beta1")).isGreaterThan(importance.get("schedule"));
    assertThat(importance.values().stream().mapToDouble(v -> v).sum()).isCloseTo(1, within(1e-9));
  }

  @Test
  void octavesCountAlikeOnALogarithmicRange() {
    // The loss differs by learning rate below 1/32 only: on a linear measure that is 3 % of the
    // range and would explain next to nothing.
    List<TrialOutcome> trials =
        search(256, one -> Math.abs(Math.min(octaves(one), 5) - 2) + 0.2 * beta(one));
    assertThat(new Fanova(SPACE).of(trials).get("learning-rate")).isGreaterThan(0.9);
    assertThat(new PedAnova(SPACE).of(trials).get("learning-rate")).isGreaterThan(0.8);
  }

  @Test
  void fewTrialsTellNothing() {
    List<TrialOutcome> trials = search(9, JudgeTest::octaves);
    assertThat(new PedAnova(SPACE).of(trials)).isEmpty();
    assertThat(new Fanova(SPACE).of(trials)).isEmpty();
    assertThat(new Judge(SPACE, List.of()).of(trials).byImportance()).isEmpty();
  }

  @Test
  void slicesHoldTheBestOfEachPart() {
    List<TrialOutcome> trials =
        search(64, one -> octaves(one) >= 7.5 ? Double.NaN : Math.abs(octaves(one) - 4));
    Judgement judgement = new Judge(SPACE, List.of("schedule")).of(trials);
    assertThat(judgement.infeasibleShare()).isCloseTo(0.25, within(0.02));

    HyperparameterJudgement rate = judgement.hyperparameters().get(0);
    assertThat(rate.role()).isEqualTo(HyperparameterRole.NUISANCE);
    assertThat(rate.slices()).hasSize(8).allSatisfy(s -> assertThat(s.trials()).isEqualTo(8));
    assertThat(rate.slices().get(3).bestLoss()).isLessThan(rate.slices().get(0).bestLoss());
    assertThat(rate.slices().get(7).infeasible()).isEqualTo(8);
    assertThat(rate.slices().get(7).bestLoss()).isNaN();
    assertThat(((SettingValue.Numeric) rate.slices().get(4).from()).number())
        .isCloseTo(1.0 / 32, within(1e-9));

    HyperparameterJudgement schedule = judgement.hyperparameters().get(2);
    assertThat(schedule.role()).isEqualTo(HyperparameterRole.SCIENTIFIC);
    assertThat(schedule.slices()).hasSize(2);
    assertThat(schedule.slices().get(1).from()).isEqualTo(new SettingValue.Named("linear"));
    assertThat(judgement.hyperparameters().get(3).role()).isEqualTo(HyperparameterRole.FIXED);
  }

  @Test
  void partsOfIntegersAreTheIntegers() {
    SearchSpace space = SearchSpace.of(new Hyperparameter("layers", IntRange.log(1, 4)));
    Judgement judgement = new Judge(space, List.of()).of(search(space, 32, one -> 1.0));
    assertThat(judgement.hyperparameters().get(0).slices())
        .extracting(slice -> slice.from().text())
        .containsExactly("1", "2", "3", "4");
    assertThat(judgement.hyperparameters().get(0).slices().stream().mapToInt(Slice::trials).sum())
        .isEqualTo(32);
  }

  @Test
  void hyperparametersThatAreNotThereCountWhereTheyAre() {
    SearchSpace space =
        new SearchSpace(
            SPACE.hyperparameters(),
            List.of(
                new Condition("momentum", "schedule", List.of(new SettingValue.Named("linear")))),
            List.of(),
            List.of());
    Judgement judgement = new Judge(space, List.of()).of(search(space, 64, JudgeTest::octaves));
    assertThat(judgement.hyperparameters().get(3).slices().get(0).trials()).isEqualTo(32);
    assertThat(judgement.byImportance().get(0).hyperparameter()).isEqualTo("learning-rate");
  }

  @Test
  void treeMeasuresItsBoxes() {
    RegressionTree tree =
        RegressionTree.grown(
            List.of(
                new RegressionTree.Example(List.of(0.2, 0.3), 0),
                new RegressionTree.Example(List.of(0.3, 0.8), 0),
                new RegressionTree.Example(List.of(0.7, 0.4), 1),
                new RegressionTree.Example(List.of(0.9, 0.9), 1)));
    assertThat(tree.leaves()).hasSize(2);
    assertThat(tree.mean()).isCloseTo(0.5, within(1e-12));
    assertThat(tree.variance()).isCloseTo(0.25, within(1e-12));
    assertThat(tree.varianceAlong(0)).isCloseTo(0.25, within(1e-12));
    assertThat(tree.varianceAlong(1)).isCloseTo(0, within(1e-12));
  }

  private static List<TrialOutcome> search(int trials, ToDoubleFunction<Configuration> loss) {
    return search(SPACE, trials, loss);
  }

  /** Sobol points with these losses; NaN diverges. */
  private static List<TrialOutcome> search(
      SearchSpace space, int trials, ToDoubleFunction<Configuration> loss) {
    List<TrialOutcome> outcomes = new ArrayList<>();
    for (int index = 0; index < trials; index++) {
      Configuration one = new SobolSampler(1).suggest(space, index, History.none());
      double value = loss.applyAsDouble(one);
      outcomes.add(
          Outcomes.outcome(
              index,
              one,
              1,
              Double.isNaN(value)
                  ? new TrialResult.Diverged(5, value, "exploded")
                  : new TrialResult.Completed(1200, value)));
    }
    return outcomes;
  }

  /** Octaves above the lowest learning rate: 0 to 10. */
  private static double octaves(Configuration one) {
    return 10 + Math.log(one.number("learning-rate").orElseThrow()) / Math.log(2);
  }

  private static double beta(Configuration one) {
    return one.number("beta1").orElseThrow();
  }
}

package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

/** All samplers in spaces with conditions and constraints. */
class RestrictedSpaceTest {

  static Stream<Sampler> samplers() {
    return Stream.of(
        new GridSampler(3),
        new RandomSampler(5),
        new SobolSampler(5),
        new TpeSampler(5),
        new GaussianProcessSampler(5),
        new EnqueuedSampler(List.of(), new SobolSampler(5)));
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void conditionsAndConstraintsAreKept(Sampler sampler) {
    for (TestFunction function : List.of(TestFunction.conditional(), TestFunction.constrained())) {
      int count = Math.min(40, sampler.size(function.space()).orElse(40));
      for (int index = 0; index < count; index++) {
        Configuration suggested = sampler.suggest(function.space(), index, History.none());
        assertThat(function.space().contains(suggested)).as(suggested.text()).isTrue();
      }
    }
  }

  @Test
  void gridLeavesOutWhatIsForbiddenOrTheSame() {
    SearchSpace conditional = TestFunction.conditional().space();
    GridSampler grid = new GridSampler(2);
    // 2 learning rates for each; with momentum 2 for sgd, with beta1 and the gap 4 for adam.
    assertThat(grid.size(conditional)).hasValue(2 * (2 + 4 + 1));
    assertThat(
            Stream.iterate(0, index -> index < 14, index -> index + 1)
                .map(index -> grid.suggest(conditional, index, History.none()))
                .distinct())
        .hasSize(14)
        .allMatch(conditional::contains);
  }

  @Test
  void sobolPointsThatAreAllowedStayAsTheyAre() {
    SearchSpace constrained = TestFunction.constrained().space();
    SearchSpace free = new SearchSpace(constrained.hyperparameters());
    SobolSampler sobol = new SobolSampler(3);
    int same = 0;
    for (int index = 0; index < 64; index++) {
      Configuration there = sobol.suggest(free, index, History.none());
      if (constrained.contains(there)) {
        assertThat(sobol.suggest(constrained, index, History.none())).isEqualTo(there);
        same++;
      }
    }
    assertThat(same).isBetween(10, 40);
  }

  @Test
  void refusesASpaceWithoutPoints() {
    SearchSpace empty =
        new SearchSpace(
            List.of(new Hyperparameter("warmup", new Uniform(0, 1))),
            List.of(),
            List.of(
                new Constraint(
                    Constraint.Form.SUM,
                    List.of(new Constraint.Term("warmup", 1)),
                    2,
                    Double.POSITIVE_INFINITY)),
            List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SobolSampler(1).suggest(empty, 0, History.none()))
        .withMessage(
            "Invalid search space: none of 10000 points keeps all constraints: [2 <= warmup]");
  }
}

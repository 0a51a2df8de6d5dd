package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;

class MedoidTest {

  @Test
  void distancesAreRatiosOnALogRange() {
    // On a linear scale 0.05 would be nearest to all others; on the log scale 0.01 is.
    SearchSpace space =
        SearchSpace.of(new Hyperparameter("learning-rate", new LogUniform(0.001, 0.1)));
    List<Configuration> points =
        List.of(0.001, 0.01, 0.05, 0.06).stream()
            .map(rate -> Configuration.of(Setting.of("learning-rate", rate)))
            .toList();
    assertThat(new Medoid(space).of(points.subList(0, 3))).isEqualTo(1);
    SearchSpace wide =
        SearchSpace.of(new Hyperparameter("learning-rate", new LogUniform(0.001, 10)));
    List<Configuration> decades =
        List.of(0.001, 0.01, 0.1, 1.0, 10.0).stream()
            .map(rate -> Configuration.of(Setting.of("learning-rate", rate)))
            .toList();
    assertThat(new Medoid(wide).of(decades)).isEqualTo(2);
  }

  @Test
  void ofTwoPointsTheFirstIsTheMedoid() {
    Medoid medoid = new Medoid(Outcomes.SPACE);
    assertThat(medoid.of(List.of(Outcomes.at(-4), Outcomes.at(-7)))).isZero();
    assertThat(medoid.of(List.of(Outcomes.at(-7), Outcomes.at(-4)))).isZero();
  }

  @Test
  void differentChoicesAreAWholeRangeApartHoweverTheyAreOrdered() {
    SearchSpace space =
        SearchSpace.of(
            new Hyperparameter("schedule", Choice.of("constant", "linear", "cosine")),
            new Hyperparameter("learning-rate", new LogUniform(0.001, 1)));
    List<Configuration> points =
        List.of(
            Configuration.of(Setting.of("schedule", "constant"), Setting.of("learning-rate", 0.1)),
            Configuration.of(Setting.of("schedule", "linear"), Setting.of("learning-rate", 0.1)),
            Configuration.of(Setting.of("schedule", "cosine"), Setting.of("learning-rate", 0.1)));
    assertThat(new Medoid(space).of(points)).as("all three are equally far apart").isZero();
  }
}

package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.space.Choice;

class SpaceExtrasTest {

  private static final SampleFile FILE =
      SampleFile.transformer()
          .with("search/space/learning-rate", "{log-uniform: [0.001, 0.1]}")
          .with("search/space/output-multiplier", "{int: [1, 8]}")
          .with("search/space/schedule", "{choice: [linear, constant]}")
          .with("search/space/schedule.final-share", "{uniform: [0, 0.5]}");

  @Test
  void heldValueIsAChoiceOfOne() {
    SampleFile file = FILE.with("search/fixed", "{schedule: linear, output-multiplier: 4}");
    var space = file.read().search().space();
    assertThat(space.distribution("schedule")).contains(Choice.of("linear"));
    assertThat(space.distribution("output-multiplier")).contains(Choice.of(4));
    assertThat(space.hyperparameters().get(0).isHeld()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{output-multiplier: 9} | output-multiplier needs a value of int [1, 8], but is '9'",
        "{output-multiplier: 2.5} | output-multiplier needs a value of int [1, 8], but is '2.5'",
        "{schedule: cosine} | schedule needs a value of choice [linear, constant], but is 'cosine'",
        "{schedule: 1} | schedule needs a value of choice [linear, constant], but is '1'",
        "{learning-rate: fast} | learning-rate needs a value of log-uniform [0.001, 0.1], but is"
            + " 'fast'",
        "{learning-rate: 1} | learning-rate needs a value of log-uniform [0.001, 0.1], but is '1'",
        "{learning-rate: [0.01]} | learning-rate needs a value of log-uniform [0.001, 0.1], but is"
            + " a list",
        "{beta1: 0.9} | 'beta1' is not searched; searched are learning-rate, output-multiplier,"
            + " schedule, schedule.final-share",
        "[learning-rate] | needs names with the values that they are held at, but is a list",
      })
  void heldValuesAreThoseOfTheRange(String fixed, String problem) {
    assertThat(FILE.with("search/fixed", fixed).problems())
        .containsExactly("search.fixed: " + problem);
  }

  @Test
  void whatIsHeldIsNotCompared() {
    assertThat(
            FILE.with("search/fixed", "{schedule: linear}")
                .with("search/scientific", "[schedule]")
                .problems())
        .containsExactly(
            "search.scientific: 'schedule' is held at one value, so that nothing is compared");
    assertThat(FILE.with("search/scientific", "[schedule]").problems()).isEmpty();
  }

  @Test
  void conditionsAndPointsFitWhatIsHeld() {
    SampleFile held = FILE.with("search/fixed", "{schedule: linear}");
    assertThat(
            held.with("search/conditions", "{schedule.final-share: {schedule: constant}}")
                .problems())
        .containsExactly(
            "search.conditions: schedule.final-share is there for schedule constant, which lies"
                + " outside of choice [linear]");
    assertThat(held.with("search/points", "[{schedule: constant}]").problems())
        .containsExactly(
            "search.points: schedule needs a value of choice [linear], but is 'constant'");
  }

  @Test
  void coordCheckRunsAtTheMiddleOfTheRangeOrAtTheHeldRate() {
    assertThat(rate(FILE)).isCloseTo(0.01, within(1e-15));
    assertThat(rate(FILE.with("search/fixed", "{learning-rate: 0.03}"))).isEqualTo(0.03);
    assertThat(rate(FILE.with("search/space/learning-rate", "{uniform: [0.01, 0.03]}")))
        .isCloseTo(0.02, within(1e-15));
    assertThat(rate(FILE.with("search/space/learning-rate", "{choice: [0.04, 0.01, 0.02]}")))
        .isEqualTo(0.02);
  }

  private static double rate(SampleFile file) {
    return file.read().coordCheck().learningRates().get(0);
  }

  @Test
  void nothingVariesIfEverythingIsHeld() {
    String fixed =
        "{learning-rate: 0.01, schedule: linear, output-multiplier: 1, schedule.final-share: 0}";
    assertThat(FILE.with("search/fixed", fixed).cautions())
        .anyMatch(
            caution ->
                caution.startsWith(
                    "search.space: every hyperparameter is held at one value, so that all "));
  }
}

package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.testing.DocumentTable;

/**
 * Models with known mistakes fail, and the modules at fault are named; right models pass. What is
 * found is the table of mistakes in docs/parametrization.md.
 *
 * <p>Four widths and four seeds of short sequences: few tokens, so that what a mistake does to
 * attention logits is not hidden by those that training does not look at.
 */
@Tag("djl")
@Tag("slow")
class MistakesTest {

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakeIsFoundAndTheModuleNamed(PlantedMistake mistake) {
    CoordVerdict verdict = mistake.model().verdict();
    assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(CoordOutcome.FAILED);
    assertThat(verdict.guilty()).containsExactlyElementsOf(mistake.guilty());
    ModuleSlope first = Culprits.of(verdict.slopes()).get(0);
    assertThat(verdict.reason()).isEqualTo(first.text());
    DocumentTable.of("mistakes")
        .check(
            List.of(
                mistake.name(),
                mistake.planted(),
                String.join(", ", mistake.guilty()),
                first.module() + ", " + first.statistic() + " at step " + first.step(),
                first.estimate().text()));
  }

  static Stream<PlantedMistake> mistakes() {
    return PlantedMistake.all().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rightModels")
  void rightModelPasses(String name, CheckedModel model) {
    CoordVerdict verdict = model.verdict();
    assertThat(verdict.outcome()).as("%s", verdict.reasons()).isEqualTo(CoordOutcome.PASSED);
    assertThat(verdict.guilty()).isEmpty();
    assertThat(verdict.worst())
        .extracting(ModuleSlope::statistic)
        .contains(CoordRecord.STATISTICS.toArray(String[]::new));
  }

  static Stream<Arguments> rightModels() {
    return RightModels.all().entrySet().stream()
        .map(each -> Arguments.of(each.getKey(), each.getValue()));
  }

  @Test
  void tableHasTheseMistakesAndNoOthers() {
    assertThat(DocumentTable.of("mistakes").firstCells())
        .containsExactlyElementsOf(mistakes().map(PlantedMistake::name).toList());
  }
}

package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.coordcheck.CheckedModel.BASE_WIDTH;
import static org.musweep.mup.coordcheck.CheckedModel.TEXT;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;

/** The check over depth passes where rules know depth, and fails where they do not. */
@Tag("djl")
class DepthCoordCheckTest {

  private static final List<Integer> DEPTHS = List.of(2, 4, 8, 16);

  @ParameterizedTest
  @ValueSource(strings = {"completep", "completep(0.5)", "depth-mup"})
  void rulesOfDepthKeepTheStreamsSize(String rules) {
    CoordVerdict verdict = verdict(rules);
    // Slopes of -0.17 ± 0.02 and less are seen: within the limit of 0.2, by too little to be sure.
    assertThat(verdict.outcome()).as(verdict.reasons() + "").isNotEqualTo(CoordOutcome.FAILED);
    assertThat(verdict.slopes()).extracting(ModuleSlope::module).contains("last-block");
  }

  @Test
  void rulesOfWidthAloneLetItGrow() {
    CoordVerdict verdict = verdict("maximal-update");
    assertThat(verdict.outcome()).isEqualTo(CoordOutcome.FAILED);
    assertThat(verdict.reasons()).anyMatch(reason -> reason.startsWith("last-block"));
  }

  private static CoordVerdict verdict(String rules) {
    CheckedModel checked =
        new CheckedModel(
            depth ->
                new Transformer(
                    TEXT,
                    depth,
                    DEPTHS.get(0),
                    RightModels.size(BASE_WIDTH),
                    RightModels.size(BASE_WIDTH),
                    true,
                    TransformerOptions.DEFAULTS),
            model -> CheckedModel.plan(RuleSet.named(rules), OptimizerKind.ADAM, model),
            RightModels.ADAM_RATE);
    List<CoordRecord> records =
        checked.recordsOf(DEPTHS).stream()
            .map(
                each ->
                    new CoordRecord(
                        each.rules(),
                        BASE_WIDTH,
                        each.width(),
                        each.batchSize(),
                        each.learningRate(),
                        each.seed(),
                        each.step(),
                        each.module(),
                        each.statistic(),
                        each.value()))
            .toList();
    return CoordVerdict.of(DepthRecords.of(records), CoordLimits.forEveryLearningRate());
  }
}

package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three stabilities in the verdict, on records whose slopes are given. */
class StabilityVerdictTest {

  private static final List<String> MODULES =
      List.of(
          "embedding",
          "block0.attention.logits",
          "block0.attention",
          "block0.ffn",
          "block0",
          "readout");

  /** A model that is right but for one slope from some step on. */
  private static CoordVerdict verdict(String module, String statistic, double slope, int fromStep) {
    List<CoordRecord> records = new ArrayList<>();
    for (String each : MODULES) {
      for (String own : CoordRecord.STATISTICS) {
        for (int step = 1; step <= 4; step++) {
          boolean planted = each.equals(module) && own.equals(statistic) && step >= fromStep;
          records.addAll(series(each, own, step, planted ? slope : 0));
        }
      }
    }
    return CoordVerdict.of(records, CoordLimits.forEveryLearningRate());
  }

  private static List<CoordRecord> series(String module, String statistic, int step, double slope) {
    List<CoordRecord> records = new ArrayList<>();
    for (int width : List.of(32, 64, 128, 256)) {
      double value = 0.5 * Math.pow(width / 32.0, slope);
      records.add(new CoordRecord("planted", width, 1, 4, 0.01, 1, step, module, statistic, value));
    }
    return records;
  }

  @ParameterizedTest
  @CsvSource({
    "block0.ffn, forward, 0.25, FAILED",
    "block0.ffn, forward, -0.25, FAILED",
    "block0.ffn, forward, 0.15, PASSED",
    "block0.ffn, dependency, 0.25, FAILED",
    "block0.ffn, dependency, -0.25, FAILED",
    "block0.ffn, dependency, -0.15, PASSED",
    "embedding, update, -0.55, FAILED",
    "embedding, update, -0.45, PASSED",
    "embedding, update, 0.35, FAILED",
    "embedding, update, 0.25, PASSED",
    "readout, update, 0.35, FAILED",
    "readout, update, -0.5, PASSED",
    "readout, forward, 0.2, FAILED",
    "readout, forward, -0.5, PASSED",
    "readout, dependency, 0.2, FAILED",
    "readout, dependency, -0.5, PASSED",
    "block0.attention.logits, update, 0.15, FAILED",
    "block0.attention.logits, update, -0.5, PASSED",
    "block0.attention.logits, forward, 0.15, FAILED"
  })
  void everyStabilityHasItsLimit(
      String module, String statistic, double slope, CoordOutcome expected) {
    CoordVerdict verdict = verdict(module, statistic, slope, 1);
    assertThat(verdict.outcome()).as("%s", verdict.reasons()).isEqualTo(expected);
    if (expected == CoordOutcome.FAILED) {
      assertThat(verdict.reason()).startsWith(module + ": " + statistic);
    }
  }

  @Test
  void updatesAreJudgedFromTheFirstStepToTheThird() {
    assertThat(verdict("block0.ffn", CoordRecord.UPDATE, 1, 3).outcome())
        .isEqualTo(CoordOutcome.FAILED);
    assertThat(verdict("block0.ffn", CoordRecord.UPDATE, 1, 4).outcome())
        .isEqualTo(CoordOutcome.PASSED);
    assertThat(verdict("block0.ffn", CoordRecord.UPDATE, 1, 1).reason()).contains("at step 1");
    assertThat(verdict("block0.ffn", CoordRecord.FORWARD, 1, 1).reason()).contains("at step 2");
  }

  @Test
  void guiltyIsWhoFailsByItselfAndFirst() {
    List<CoordRecord> records = new ArrayList<>();
    for (String module : MODULES) {
      // everything grows, but only the feed-forward layer by its own update
      records.addAll(series(module, CoordRecord.L1, 2, 0.9));
      records.addAll(
          series(module, CoordRecord.UPDATE, 1, module.startsWith("block0.f") ? 0.5 : 0));
      records.addAll(series(module, CoordRecord.UPDATE, 2, 0.8));
    }
    CoordVerdict verdict = CoordVerdict.of(records, CoordLimits.forEveryLearningRate());
    assertThat(verdict.guilty()).containsExactly("block0.ffn");
    assertThat(verdict.reasons()).hasSameSizeAs(MODULES);
    assertThat(verdict.reason()).startsWith("block0.ffn: update at step 1, ");
  }

  @Test
  void partsAreNamedInsteadOfTheBlockAndLayersInsteadOfTheirLogits() {
    List<CoordRecord> records = new ArrayList<>();
    MODULES.forEach(
        module ->
            records.addAll(
                series(module, CoordRecord.UPDATE, 1, module.startsWith("block0") ? 0.6 : 0)));
    assertThat(CoordVerdict.of(records, CoordLimits.forEveryLearningRate()).guilty())
        .containsExactly("block0.attention", "block0.ffn");
    assertThat(verdict("block0.attention.logits", CoordRecord.UPDATE, 0.3, 1).guilty())
        .containsExactly("block0.attention.logits");
    assertThat(verdict("block0", CoordRecord.DEPENDENCY, 0.3, 1).guilty())
        .containsExactly("block0");
  }

  @Test
  void withoutOwnStatisticsNobodyIsGuilty() {
    CoordVerdict verdict = verdict("block0.ffn", CoordRecord.L1, 0.9, 1);
    assertThat(verdict.guilty()).isEmpty();
    assertThat(verdict.reason()).startsWith("block0.ffn: l1");
  }

  @Test
  void limitsAreNotNegative() {
    assertThatThrownBy(() -> new StabilityLimits(0.2, -0.1, 0.3, 0.5, 3))
        .hasMessage(
            "Invalid stability limits: forward 0.2, dependency -0.1, update growth 0.3 and"
                + " shrinkage 0.5 (must not be negative), last update 3 (must be at least 1)");
  }
}

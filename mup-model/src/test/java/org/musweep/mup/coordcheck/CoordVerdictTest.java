package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoordVerdictTest {

  private static final List<Integer> WIDTHS = List.of(32, 64, 128, 256);
  private static final double LR = 0.0156;

  /** Records whose statistic follows a power law, but for seeds that differ by 1 % at one width. */
  private static List<CoordRecord> series(
      String module, String statistic, double learningRate, double slope) {
    List<CoordRecord> records = new ArrayList<>();
    for (int width : WIDTHS) {
      for (int seed = 0; seed < 2; seed++) {
        for (int step = 1; step <= 5; step++) {
          boolean changeAtInit = step == 1 && statistic.equals(CoordRecord.DELTA);
          double wobble = width == 64 && seed == 1 ? 1.01 : 1;
          double value = changeAtInit ? 0 : 0.7 * Math.pow(width / 32.0, slope) * wobble;
          records.add(at(learningRate, width, seed, step, module, statistic, value));
        }
      }
    }
    return records;
  }

  private static CoordRecord at(
      double learningRate,
      int width,
      long seed,
      int step,
      String module,
      String statistic,
      double value) {
    return new CoordRecord(
        "maximal-update", width, 2, 4, learningRate, seed, step, module, statistic, value);
  }

  private static List<CoordRecord> model(
      double learningRate, double l1, double delta, double logits, double readout) {
    List<CoordRecord> records = new ArrayList<>();
    records.addAll(series("embedding", "l1", learningRate, 0));
    records.addAll(series("embedding", "delta", learningRate, 0));
    records.addAll(series("block0.ffn", "l1", learningRate, l1));
    records.addAll(series("block0.ffn", "delta", learningRate, delta));
    records.addAll(series("block0.attention.logits", "l1", learningRate, logits));
    records.addAll(series("block0.attention.logits", "delta", learningRate, -0.2));
    records.addAll(series("readout", "l1", learningRate, readout));
    records.addAll(series("readout", "delta", learningRate, 0));
    return records;
  }

  private static CoordVerdict verdict(List<CoordRecord> records) {
    return CoordVerdict.of(records, CoordLimits.upTo(LR));
  }

  /** Slopes measured on the quick start's model: the most extreme ones of each learning rate. */
  @ParameterizedTest
  @CsvSource({
    "2^-11 maximal-update, 0.07, 0.11, -0.18, -0.49, PASSED",
    "2^-11 maximal-update, -0.01, -0.03, -0.18, -0.49, PASSED",
    "2^-9 maximal-update, 0.06, 0.11, -0.18, -0.39, PASSED",
    "2^-7 maximal-update, 0.06, 0.10, -0.15, -0.08, PASSED",
    "2^-6 maximal-update, -0.15, -0.14, -0.16, -0.02, PASSED",
    "2^-6 maximal-update, 0.06, 0.09, -0.16, -0.02, PASSED",
    "2^-5 maximal-update, -0.12, -0.13, -0.19, 0.06, PASSED",
    "2^-4 maximal-update, 0.15, 0.15, -0.16, 0.11, PASSED",
    "2^-11 standard, 0.27, 0.98, 0.78, 0.13, FAILED",
    "2^-9 standard, 0.37, 0.97, 0.74, 0.26, FAILED",
    "2^-7 standard, 0.80, 0.97, 0.83, 0.42, FAILED",
    "2^-6 standard, 1.66, 1.70, 0.89, 0.41, FAILED",
    "2^-4 standard, 2.12, 2.13, 1.40, 0.48, FAILED",
    "change alone tells, 0.08, 0.98, -0.33, -0.33, FAILED",
  })
  void judgesTheQuickStartsSlopes(
      String name, double l1, double delta, double logits, double readout, CoordOutcome expected) {
    CoordVerdict verdict = verdict(model(LR, l1, delta, logits, readout));
    assertThat(verdict.outcome()).as("%s: %s", name, verdict.reasons()).isEqualTo(expected);
  }

  /** Slopes measured with known mistakes; the check must find every one of them. */
  @ParameterizedTest
  @CsvSource({
    "none, 0.09, 0.10, -0.30, -0.15, PASSED, block0.ffn",
    "square root of head size, 0.07, 0.11, 0.19, -0.16, FAILED, block0.attention.logits",
    "readout multiplier missing, 0.20, 0.23, -0.3, 0.67, FAILED, readout",
    "plain Adam, 0.82, 0.82, -0.3, -0.19, FAILED, block0.ffn",
    "rate of embeddings divided too, 0.08, 0.98, -0.3, -0.33, FAILED, block0.ffn",
    "rate divided by the square root, 0.35, 0.37, -0.3, -0.20, FAILED, block0.ffn",
    "constant hidden init, 0.86, 0.89, -0.3, -0.22, FAILED, block0.ffn",
    "a width forgotten, 0.83, 0.83, -0.3, -0.22, FAILED, block0.ffn",
    "tied embedding rescaled, 0.51, 0.23, -0.3, 0.37, FAILED, block0.ffn",
  })
  void findsMistakes(
      String mistake,
      double l1,
      double delta,
      double logits,
      double readout,
      CoordOutcome expected,
      String culprit) {
    CoordVerdict verdict = verdict(model(LR, l1, delta, logits, readout));
    assertThat(verdict.outcome()).as(mistake).isEqualTo(expected);
    assertThat(verdict.reason()).as(mistake).contains(culprit);
  }

  @Test
  void reasonNamesModuleStatisticStepLearningRateSlopeAndLimit() {
    CoordVerdict verdict = verdict(model(LR, 0.02, 0.98, -0.3, -0.2));
    assertThat(verdict.reasons())
        .containsExactly(
            "block0.ffn: delta at step 2, learning rate 0.0156: growth of +0.98 ± 0.00 is beyond"
                + " the limit of +0.20");
    assertThat(verdict(model(LR, -0.4, 0.1, -0.3, -0.2)).reason())
        .contains("shrinkage of -0.40 ± 0.00 is beyond the limit of -0.20");
    assertThat(verdict(model(LR, 0.02, 0.1, -0.3, -0.2)).reason())
        .isEqualTo(
            "the slope nearest to its limit is that of block0.ffn: delta at step 2, learning rate"
                + " 0.0156: slope of +0.10 ± 0.00 is within the limit of +0.20");
  }

  @Test
  void worstModuleComesFirst() {
    CoordVerdict verdict = verdict(model(LR, 0.3, 0.3, 0.9, 0.5));
    assertThat(verdict.reasons())
        .extracting(reason -> reason.substring(0, reason.indexOf(':')))
        .containsExactly("block0.attention.logits", "readout", "block0.ffn");
  }

  @Test
  void largeLearningRatesAreShownWithoutAJudgement() {
    List<CoordRecord> records = new ArrayList<>(model(LR, 0.05, 0.05, -0.2, 0));
    records.addAll(model(8 * LR, -0.43, -0.43, -0.11, 0.3));
    CoordVerdict verdict = verdict(records);
    assertThat(verdict.passed()).isTrue();
    assertThat(verdict.slopes())
        .filteredOn(slope -> slope.learningRate() > LR)
        .isNotEmpty()
        .allMatch(slope -> slope.outcome() == CoordOutcome.SHOWN);
    assertThat(verdict.worst()).allMatch(slope -> slope.learningRate() == LR).hasSize(8);
  }

  @Test
  void brokenDownTrainingFailsOnlyWhereItIsJudged() {
    List<CoordRecord> records = new ArrayList<>(model(LR, 0.05, 0.05, -0.2, 0));
    records.add(at(8 * LR, 256, 1, 3, "readout", "l1", Double.NaN));
    assertThat(verdict(records).passed()).isTrue();
    records.add(at(LR, 256, 2, 1, "readout", "l1", Double.POSITIVE_INFINITY));
    CoordVerdict verdict = verdict(records);
    assertThat(verdict.outcome()).isEqualTo(CoordOutcome.FAILED);
    assertThat(verdict.reasons())
        .containsExactly(
            "readout: l1 at step 1, learning rate 0.0156: the value at width 256, seed 2 is"
                + " Infinity");
  }

  @Test
  void noiseMakesItInconclusive() {
    List<CoordRecord> records = new ArrayList<>(model(LR, 0.02, 0.02, -0.2, 0));
    records.replaceAll(
        record ->
            record.module().equals("block0.ffn") && record.width() == 128
                ? at(
                    LR,
                    128,
                    record.seed(),
                    record.step(),
                    "block0.ffn",
                    record.statistic(),
                    2 * record.value())
                : record);
    CoordVerdict verdict = verdict(records);
    assertThat(verdict.outcome()).isEqualTo(CoordOutcome.INCONCLUSIVE);
    assertThat(verdict.reason()).contains("block0.ffn").contains("is too uncertain for");
  }

  @Test
  void tooFewWidthsAreInconclusive() {
    List<CoordRecord> records =
        model(LR, 0.9, 0.9, 0.9, 0.9).stream().filter(record -> record.width() < 128).toList();
    CoordVerdict verdict = verdict(records);
    assertThat(verdict.outcome()).isEqualTo(CoordOutcome.INCONCLUSIVE);
    assertThat(verdict.reason()).contains("2 widths were measured, a slope needs at least 3");
    assertThat(verdict(List.of()).reason()).startsWith("nothing was judged");
  }

  @Test
  void zeroAtOneStepDoesNotMatterButZeroAtAllDoes() {
    List<CoordRecord> records = new ArrayList<>(model(LR, 0.02, 0.02, -0.2, 0));
    records.replaceAll(record -> record.step() == 2 ? zero(record) : record);
    assertThat(verdict(records).passed()).isTrue();
    records.replaceAll(
        record ->
            record.module().equals("block0.ffn") && record.statistic().equals("delta")
                ? zero(record)
                : record);
    CoordVerdict verdict = verdict(records);
    assertThat(verdict.outcome()).isEqualTo(CoordOutcome.INCONCLUSIVE);
    assertThat(verdict.reasons())
        .singleElement()
        .asString()
        .contains("block0.ffn: delta")
        .contains("no slope: the value at width 32 is 0");
  }

  private static CoordRecord zero(CoordRecord record) {
    return at(
        record.learningRate(),
        record.width(),
        record.seed(),
        record.step(),
        record.module(),
        record.statistic(),
        0);
  }

  @Test
  void refusesRecordsOfSeveralModels() {
    List<CoordRecord> records = new ArrayList<>(model(LR, 0, 0, 0, 0));
    records.add(new CoordRecord("standard", 32, 2, 4, LR, 0, 2, "readout", "l1", 1));
    assertThatThrownBy(() -> verdict(records))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot judge coord records of several models at once: (rules, depth, batch size) are"
                + " [[maximal-update, 2, 4], [standard, 2, 4]]");
  }

  @Test
  void recordsNeedAModuleAndAKnownStatistic() {
    assertThatThrownBy(() -> at(LR, 32, 0, 1, "", "l1", 1)).hasMessageContaining("module is empty");
    assertThatThrownBy(() -> at(LR, 32, 0, 1, "readout", "l3", 1))
        .hasMessageContaining("statistic 'l3' of readout (must be one of [l1, delta, forward,");
  }
}

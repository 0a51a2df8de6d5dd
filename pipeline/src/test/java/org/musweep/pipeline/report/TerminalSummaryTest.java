package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalSummaryTest {

  private static final String REPORT = "out/quickstart/main/report/index.html";

  static List<ReportData> runs() {
    return List.of(
        SampleReport.complete(),
        SampleReport.withTrials(2000),
        SampleReport.stoppedByCoordCheck(),
        SampleReport.empty(),
        SampleReport.withText("a long line of text that\ngoes on and on ".repeat(20)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void fitsTenLinesOfOneHundredAndTenColumns(ReportData data) {
    List<String> lines = TerminalSummary.lines(data, REPORT);

    assertThat(lines).hasSizeBetween(1, 10);
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(110).doesNotContain("\n"));
    assertThat(lines.get(lines.size() - 1)).endsWith(" " + REPORT);
  }

  @Test
  void tellsWhatWasChosenAndHowSure() {
    String text = String.join("\n", TerminalSummary.lines(SampleReport.complete(), REPORT));

    assertThat(text)
        .contains("The settings transfer")
        .contains("learning-rate 0.02")
        .contains("2 of 4 tie")
        .containsPattern("width 32: 2\\.2\\d\\d ± 0\\.\\d\\d\\d")
        .contains("width 256: 2.001")
        .contains("transfer    passed")
        .contains("coord check passed");
  }

  @Test
  void neverShortensThePathOfTheReport() {
    String path = "a/very/long/path".repeat(20);

    assertThat(TerminalSummary.lines(SampleReport.empty(), path)).last().asString().endsWith(path);
  }
}

package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParallelPlotTest {

  @Test
  void fewTrialsAreAllDrawnTheChosenOneLast() {
    ParallelPlot plot = ParallelPlot.of(SampleReport.complete());

    // One of 24 failed and has no loss.
    assertThat(plot.lines()).hasSize(23);
    assertThat(plot.left()).isZero();
    assertThat(plot.lines().get(22).group()).isEqualTo(ParallelPlot.Group.CHOSEN);
    assertThat(plot.columns()).extracting(ParallelPlot.Column::name).endsWith("loss").hasSize(4);
  }

  @Test
  void ofManyTheBestAndAnEvenSelectionAreDrawn() {
    ParallelPlot plot = ParallelPlot.of(SampleReport.withTrials(2000));

    assertThat(plot.lines()).hasSize(300);
    assertThat(plot.left()).isEqualTo(1699);
    assertThat(plot.lines().stream().map(ParallelPlot.Line::group).distinct())
        .contains(
            ParallelPlot.Group.DIVERGED, ParallelPlot.Group.COMPLETED, ParallelPlot.Group.BEST);
    assertThat(plot.lines())
        .allSatisfy(
            line -> assertThat(line.places()).hasSize(4).allMatch(at -> at >= 0 && at <= 1.07));
  }
}

package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.table.TrialRow;

class NextStepsTest {

  private static final String COLLAPSED =
      "collapsed: validation loss 3.3659 is near that of a model that ignores its input (limit"
          + " 3.1523)";

  @Test
  void trialsThatHadNoTimeToLearnAreTrainedLonger() {
    assertThat(NextSteps.of(of(diverged(COLLAPSED), diverged(COLLAPSED), diverged("loss is NaN"))))
        .first()
        .asString()
        .startsWith("Train trials for more steps");
  }

  @Test
  void trialsThatBrokeDownAreLookedAt() {
    assertThat(NextSteps.of(of(diverged("loss is NaN"), diverged(COLLAPSED))))
        .first()
        .asString()
        .startsWith("Look at why trials diverged");
  }

  @Test
  void wrongParametrizationComesFirst() {
    assertThat(NextSteps.of(SampleReport.stoppedByCoordCheck()))
        .first()
        .asString()
        .startsWith("Correct the parametrization");
  }

  @Test
  void failedTransferComesBeforeACoordCheckThatIsOpen() {
    var open =
        new CoordVerdict(CoordOutcome.INCONCLUSIVE, List.of("a slope is too uncertain"), List.of());
    var failed = new TransferVerdict.Failed(List.of("the loss rises"));
    ReportData sample = SampleReport.complete();

    List<String> steps =
        NextSteps.of(
            new ReportData(
                sample.sweep(),
                sample.provenance(),
                sample.record(),
                Finding.of(new CoordCheckRecord(List.of(), open)),
                sample.selection(),
                Finding.of(new TransferCheck(0.02, List.of(), List.of(), List.of(), failed)),
                sample.wide(),
                sample.plan(),
                sample.cost()));

    assertThat(steps).hasSize(2);
    assertThat(steps.get(0)).startsWith("Do not train a wide model with these settings");
    assertThat(steps.get(1)).startsWith("Repeat the coord check");
  }

  private static ReportData of(TrialRow... trials) {
    ReportData sample = SampleReport.empty();
    RunRecord record = sample.record();
    return new ReportData(
        sample.sweep(),
        sample.provenance(),
        new RunRecord(record.space(), List.of(trials), List.of(), List.of(), List.of(), List.of()),
        sample.coordCheck(),
        sample.selection(),
        sample.transfer(),
        sample.wide(),
        sample.plan(),
        sample.cost());
  }

  private static TrialRow diverged(String reason) {
    return new TrialRow(
        "x0000-9b9a3c1e",
        "exploration",
        0,
        "maximal-update",
        32,
        2,
        4,
        60,
        7,
        new Configuration(List.of(Setting.of("learning-rate", 0.01))),
        "diverged",
        60,
        3.3659,
        reason,
        "p0001",
        0,
        1,
        1,
        "host",
        0,
        false);
  }
}

package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class CostTest {

  private static final TrialShape NARROW = new TrialShape("maximal-update", 32, 2, 4, 100);
  private static final TrialShape BETWEEN = new TrialShape("maximal-update", 64, 2, 4, 200);
  private static final TrialShape WIDE = new TrialShape("maximal-update", 256, 2, 4, 200);

  private final StudyState study = new StudyState();

  @Test
  void addsUpWhatWasTrainedAndWhatItWouldBeAtTheWideSize() {
    trained("p1", Purpose.EXPLORATION, NARROW, 36);
    trained("p2", Purpose.FINALIST, NARROW, 36);
    trained("p3", Purpose.TRANSFER_CHECK, BETWEEN, 72);

    Cost cost =
        Cost.of(
            study, new Cost.Wide(WIDE, 0.5, 2), shape -> (double) shape.width() * shape.width());

    assertThat(cost.tuning().flops()).isEqualTo(2 * 100 * 1024 + 200 * 4096);
    assertThat(cost.tuning().deviceHours()).isCloseTo(2 * (36 + 36 + 72) / 3600.0, within(1e-12));
    assertThat(cost.training()).isEqualTo(new Cost.Part(200 * 65_536, 0.5));
    // Two trials, each as long as the wide run.
    assertThat(cost.direct()).isEqualTo(new Cost.Part(2 * 200 * 65_536, 1));
    assertThat(cost.text()).contains("times as much");
  }

  @Test
  void standsInTheDocumentBesideWhatWasThere() {
    Cost cost = new Cost(new Cost.Part(1, 2), new Cost.Part(3, 4), new Cost.Part(5, 6));
    String document = "{\"schema\": 1, \"plan\": {\"steps\": 7}}";

    String with = TransferJson.withCost(document, cost);

    assertThat(TransferJson.cost(document)).isEmpty();
    assertThat(TransferJson.cost(with)).contains(cost);
    assertThat(with).contains("\"steps\" : 7");
  }

  private void trained(String pack, Purpose purpose, TrialShape shape, double seconds) {
    TrialSpec trial =
        TrialSpec.of(purpose, 0, shape, Configuration.of(Setting.of("learning-rate", 0.1)), 1);
    study.apply(new Event.TrialSuggested(trial));
    study.apply(new Event.PackStarted(new Pack(pack, shape, 0, shape.steps(), List.of(trial)), 17));
    LaneReport lane =
        new LaneReport.Ended(trial.id(), new TrialResult.Completed(shape.steps(), 2.5));
    study.apply(
        new Event.PackCommitted(
            new PackReport(pack, List.of(lane), seconds, "worker", List.of()), 18));
  }
}

package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialResult;

class PackJsonTest {

  private static final Pack PACK =
      new Pack(
          "p0007",
          StudyEvents.SHAPE,
          400,
          1200,
          List.of(StudyEvents.trial(0), StudyEvents.trial(1)));

  @Test
  void packComesBackAsItWas() {
    String json = PackJson.write(PACK);

    assertThat(PackJson.readPack(json)).isEqualTo(PACK);
    assertThat(json).startsWith("{\"schema\":1,").doesNotContain("\n");
  }

  @Test
  void reportComesBackAsItWasWhateverItsLosses() {
    var report =
        new PackReport(
            "p0007",
            List.of(
                new LaneReport.Paused(StudyEvents.trial(0).id(), 400, Double.NEGATIVE_INFINITY),
                new LaneReport.Ended(
                    StudyEvents.trial(1).id(),
                    new TrialResult.Diverged(37, Double.NaN, "loss is NaN \"é\"\n")),
                new LaneReport.Ended(
                    StudyEvents.trial(2).id(), new TrialResult.Completed(1200, 1.0 / 3)),
                new LaneReport.Ended(
                    StudyEvents.trial(3).id(), new TrialResult.Failed(0, "IOException: disk"))),
            0.1,
            "worker-1",
            List.of("staging/p0007-0-curves.parquet"));

    assertThat(PackJson.readReport(PackJson.write(report))).isEqualTo(report);
  }

  @Test
  void fieldsOfANewerBuildArePassedOver() {
    String json = PackJson.write(PACK).replace("{\"schema\":1,", "{\"schema\":1,\"extra\":[2],");

    assertThat(PackJson.readPack(json)).isEqualTo(PACK);
  }

  @Test
  void newerSchemaIsRefused() {
    String json = PackJson.write(PACK).replace("\"schema\":1", "\"schema\":2");

    assertThatThrownBy(() -> PackJson.readPack(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read the document of a pack: its schema is 2 (this program reads 1 to 1)");
  }

  @Test
  void otherDocumentsAreRefused() {
    assertThatThrownBy(() -> PackJson.readReport(PackJson.write(PACK)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid report: missing (must be an object)");
    assertThatThrownBy(() -> PackJson.readPack("{\"schema\":1,"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read the document of a pack: ");
  }
}

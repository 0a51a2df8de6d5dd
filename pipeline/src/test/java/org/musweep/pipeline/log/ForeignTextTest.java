package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/** Packs and reports that are cut, changed or made up are refused, and nothing else happens. */
class ForeignTextTest {

  private static final int ROUNDS = 2000;

  private final TrialSpec trial = StudyEvents.trial(1);
  private final String pack =
      PackJson.write(new Pack("p1", StudyEvents.SHAPE, 0, 400, List.of(trial)));
  private final String report =
      PackJson.write(
          new PackReport(
              "p1",
              List.of(new LaneReport.Ended(trial.id(), new TrialResult.Completed(400, 2.5))),
              1.5,
              "worker",
              List.of("staging/p1-0-curves.parquet")));

  @Test
  void changedPacksAreReadOrRefused() {
    assertThat(refused(pack, PackJson::readPack)).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void changedReportsAreReadOrRefused() {
    assertThat(refused(report, PackJson::readReport)).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void deepNestingIsRefused() {
    assertThatThrownBy(() -> PackJson.readPack("[".repeat(1_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void longNumbersAreRefused() {
    assertThatThrownBy(() -> PackJson.readPack(pack.replace("400", "4" + "0".repeat(1_000_000))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static int refused(String text, Consumer<String> reader) {
    var random = new SplittableRandom(3);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder changed = new StringBuilder(text);
      for (int change = random.nextInt(1, 5); change > 0; change--) {
        int at = random.nextInt(changed.length());
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, (char) random.nextInt(32, 127));
          case 1 -> changed.deleteCharAt(at);
          default -> changed.setLength(Math.max(8, at));
        }
      }
      try {
        reader.accept(changed.toString());
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    return refused;
  }
}

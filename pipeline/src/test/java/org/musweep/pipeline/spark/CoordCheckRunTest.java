package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.coordcheck.CoordLimits;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.CoordVerdict;
import org.musweep.pipeline.testing.LocalSpark;
import org.musweep.pipeline.testing.SmallSweeps;

@Tag("spark")
@Tag("djl")
class CoordCheckRunTest {

  @TempDir Path folder;

  @Test
  void standardRulesFailWhereMaximalUpdateDoesNot() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);

    List<CoordRecord> good = records(sweeps, "maximal-update");
    List<CoordRecord> bad = records(sweeps, "standard");

    CoordVerdict passed = CoordVerdict.of(good, CoordLimits.forEveryLearningRate());
    CoordVerdict failed = CoordVerdict.of(bad, CoordLimits.forEveryLearningRate());
    assertThat(passed.outcome()).as(passed.reason()).isNotEqualTo(CoordOutcome.FAILED);
    assertThat(failed.outcome()).as(failed.reason()).isEqualTo(CoordOutcome.FAILED);
    assertThat(failed.reason()).contains("learning rate 0.0078");
    assertThat(good).extracting(CoordRecord::module).contains("block0.attention.logits", "readout");
    assertThat(good).extracting(CoordRecord::width).contains(32, 64, 128, 256);
  }

  private static List<CoordRecord> records(SmallSweeps sweeps, String rules) {
    return CoordCheckRun.on(
            LocalSpark.session(),
            sweeps.spec(rules),
            sweeps.text(rules),
            sweeps.layout(rules),
            sweeps.data())
        .run();
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

class SessionsTest {

  private static final String KEY = "spark.task.resource.gpu.amount";

  @Test
  void executorsDownloadNothingAndStaySmallWhateverTheirOptions() {
    assertThat(Sessions.executorOptions(""))
        .isEqualTo("-Dai.djl.offline=true -XX:TieredStopAtLevel=1");
    assertThat(Sessions.executorOptions("-Xss4m"))
        .isEqualTo("-Xss4m -Dai.djl.offline=true -XX:TieredStopAtLevel=1");
    assertThat(Sessions.executorOptions("-Dai.djl.offline=true -XX:TieredStopAtLevel=4"))
        .isEqualTo("-Dai.djl.offline=true -XX:TieredStopAtLevel=4");
  }

  @Test
  void gpusInLocalModeAreRefusedInsteadOfWaitedFor() {
    SweepSpec spec = SweepSpecReader.read(Path.of("..", "conf", "quickstart.yaml"));
    assertThatCode(() -> Sessions.check(spec)).doesNotThrowAnyException();
    System.setProperty(KEY, "1");
    try {
      assertThatThrownBy(() -> Sessions.check(spec))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining(KEY + " is 1")
          .hasMessageContaining("local");
    } finally {
      System.clearProperty(KEY);
    }
  }
}

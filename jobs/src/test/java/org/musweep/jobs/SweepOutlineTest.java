package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

class SweepOutlineTest {

  private static final String MASTER = "spark.master";

  @Test
  void namesTheMasterThatIsUsed() {
    assertThat(packs()).endsWith("on local[*]");
    System.setProperty(MASTER, "spark://node0:7077");
    try {
      assertThat(packs()).endsWith("on spark://node0:7077");
    } finally {
      System.clearProperty(MASTER);
    }
  }

  private static String packs() {
    SweepSpec spec = SweepSpecReader.read(Path.of("..", "conf", "quickstart.yaml"));
    List<String> lines =
        SweepOutline.lines(spec, SweepLayout.of(spec.output(), spec.sweep(), "main"));
    return lines.stream().filter(line -> line.startsWith("  packs")).findFirst().orElseThrow();
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.wide.WideRun;

class WideFolderTest {

  @TempDir Path output;

  @Test
  void checkpointsOfTheSameTrainingStay() throws IOException {
    Path wide = prepared(0.01);
    Files.writeString(wide.resolve("checkpoint-10.safetensors"), "state");

    prepared(0.01);

    assertThat(wide.resolve("checkpoint-10.safetensors")).hasContent("state");
  }

  @Test
  void anotherChoiceStartsAnewAndLosesNothing() throws IOException {
    Path wide = prepared(0.01);
    Files.writeString(wide.resolve("result.json"), "of 0.01");

    prepared(0.02);

    assertThat(wide.resolve("result.json")).doesNotExist();
    try (var folders = Files.list(wide.getParent())) {
      List<Path> aside =
          folders.filter(each -> each.getFileName().toString().startsWith("wide-")).toList();
      assertThat(aside).hasSize(1);
      assertThat(aside.get(0).resolve("result.json")).hasContent("of 0.01");
    }
  }

  private Path prepared(double learningRate) {
    SweepLayout layout = SweepLayout.of(output.toString(), "sweep", "main");
    WideFolder.prepare(
        layout,
        new WideRun(
            "wide",
            new TrialShape("maximal-update", 64, 2, 4, 100),
            Configuration.of(Setting.of("learning-rate", learningRate)),
            1,
            1,
            10));
    return SweepLayout.local(layout.wide());
  }
}

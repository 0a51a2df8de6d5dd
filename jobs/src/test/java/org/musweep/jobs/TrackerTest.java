package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.testing.MlflowStandIn;

class TrackerTest {

  private static final String FOLDER_TAG = "musweep.folder";

  @TempDir private Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private SmallSweep sweep;

  @BeforeEach
  void writeSweep() throws IOException {
    sweep = SmallSweep.in(folder);
  }

  private RunContext context() {
    var file = SweepSpecReader.open(Path.of(sweep.file()));
    var layout = SweepLayout.of(file.spec().output(), file.spec().sweep(), "main");
    var printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    var console = new Console(InputStream.nullInputStream(), printed, printed, 0);
    return new RunContext(
        file,
        layout,
        TerminalDisplay.open(console),
        List.of("sweep", sweep.file()),
        RunIdentity.Changes.NONE);
  }

  @Test
  void theSweepIsARunOfTheServerThatTheEnvironmentNames() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn();
        RunContext context = context()) {
      Map<String, String> environment =
          Map.of(
              Tracker.SERVER,
              server.address(),
              "MLFLOW_EXPERIMENT_NAME",
              "narrow models",
              "MLFLOW_TRACKING_TOKEN",
              "hush");
      try (Tracker tracker = Tracker.of(context, environment)) {
        assertThat(tracker.observer()).isNotNull();
      }

      List<JsonNode> runs = server.runsWith(FOLDER_TAG);
      assertThat(runs).hasSize(1);
      assertThat(runs.get(0).at("/info/status").asText()).isEqualTo("FINISHED");
      assertThat(MlflowStandIn.tag(runs.get(0), "mlflow.runName"))
          .isEqualTo(context.spec().sweep());
      assertThat(server.calls()).contains("experiments/create");
      assertThat(server.tokens()).containsOnly("Bearer hush");
      assertThat(bytes.toString(StandardCharsets.UTF_8)).doesNotContain("hush", "MLflow");
    }
  }

  @Test
  void aSweepThatWasStoppedHasNotFinished() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn();
        RunContext context = context()) {
      try (Tracker tracker = Tracker.of(context, Map.of(Tracker.SERVER, server.address()))) {
        assertThat(tracker.observer()).isNotNull();
        context.requestStop();
      }

      assertThat(server.runsWith(FOLDER_TAG))
          .singleElement()
          .extracting(run -> run.at("/info/status").asText())
          .isEqualTo("FAILED");
    }
  }

  @Test
  void nothingIsSentWithoutAServer() throws IOException {
    try (MlflowStandIn server = new MlflowStandIn();
        RunContext context = context()) {
      try (Tracker none = Tracker.of(context, Map.of());
          Tracker blank = Tracker.of(context, Map.of(Tracker.SERVER, " "))) {
        assertThat(none.observer()).isNotNull();
        assertThat(blank.observer()).isNotNull();
      }
      assertThat(server.calls()).isEmpty();
    }
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithItsVariable() {
    try (RunContext context = context()) {
      assertThatThrownBy(() -> Tracker.of(context, Map.of(Tracker.SERVER, "ftp://host")))
          .isInstanceOf(SpecException.class)
          .hasMessageContaining("MUSWEEP_MLFLOW")
          .hasMessageContaining("ftp://host");
    }
  }
}

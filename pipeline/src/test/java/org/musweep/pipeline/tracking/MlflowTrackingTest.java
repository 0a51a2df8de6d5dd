package org.musweep.pipeline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialState.Ending;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.testing.MlflowStandIn;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class MlflowTrackingTest {

  private static final TrackedSweep SWEEP =
      new TrackedSweep("my-sweep", "file:/out/my-sweep/main", Map.of("width", "32"));

  private final List<String> warnings = new CopyOnWriteArrayList<>();

  @Test
  void aSweepIsARunAndItsTrialsAreRunsBelowIt() throws IOException {
    try (var server = new MlflowStandIn()) {
      try (var tracking = start(server.address(), List.of())) {
        tracking.trialEnded(completed(0, 2.5));
        tracking.trialEnded(ended(1, new TrialResult.Diverged(3, Double.POSITIVE_INFINITY, "inf")));
        tracking.trialEnded(ended(2, new TrialResult.Failed(0, "OutOfMemoryError")));
        tracking.ended(true);
      }

      JsonNode parent = server.runsWith(MlflowRuns.FOLDER).get(0);
      assertThat(parent.at("/info/status").asText()).isEqualTo("FINISHED");
      assertThat(MlflowStandIn.tag(parent, "mlflow.runName")).isEqualTo("my-sweep");
      assertThat(MlflowStandIn.parameter(parent, "width")).isEqualTo("32");
      List<JsonNode> trials = server.runsWith(MlflowRuns.TRIAL);
      assertThat(trials)
          .extracting(run -> run.at("/info/status").asText())
          .containsExactly("FINISHED", "FINISHED", "FAILED");
      assertThat(trials)
          .extracting(run -> MlflowStandIn.tag(run, "mlflow.parentRunId"))
          .containsOnly(parent.at("/info/run_id").asText());
      assertThat(trials)
          .extracting(run -> MlflowStandIn.tag(run, "musweep.outcome"))
          .containsExactly("completed", "diverged", "failed");
      assertThat(MlflowStandIn.parameter(trials.get(0), "learning-rate")).isEqualTo("0.01");
      assertThat(trials.get(0).at("/data/metrics/0/value").asDouble()).isEqualTo(2.5);
      assertThat(trials.get(0).at("/data/metrics/0/step").asInt()).isEqualTo(100);
      assertThat(trials.get(1).at("/data/metrics").isEmpty()).isTrue();
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void theNextCommandSendsWhatIsMissingAndNothingTwice() throws IOException {
    List<TrialState> trials = List.of(completed(0, 3), completed(1, 2), completed(2, 1));
    try (var server = new MlflowStandIn()) {
      try (var tracking = start(server.address(), List.of())) {
        tracking.trialEnded(trials.get(1));
      }
      try (var tracking = start(server.address(), trials)) {
        tracking.trialEnded(completed(3, 4));
        tracking.trialEnded(completed(3, 4));
        tracking.ended(false);
      }
      try (var tracking = start(server.address(), trials)) {
        tracking.ended(true);
      }

      assertThat(server.runsWith(MlflowRuns.FOLDER)).hasSize(1);
      assertThat(server.runsWith(MlflowRuns.TRIAL))
          .extracting(run -> run.at("/data/metrics/0/value").asDouble())
          .containsExactly(2.0, 3.0, 1.0, 4.0);
    }
  }

  @Test
  void aServerThatIsNotThereCostsOneWarning() throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    try (var tracking = start("http://127.0.0.1:" + port, List.of(completed(0, 1)))) {
      tracking.trialEnded(completed(1, 1));
      tracking.ended(true);
    }

    assertThat(warnings).hasSize(1);
    assertThat(warnings.get(0))
        .startsWith("MLflow at http://127.0.0.1:" + port + " does not take the results (")
        .endsWith("the sweep goes on without it");
  }

  @Test
  void aServerThatGoesAwayIsNotAskedAgain() throws IOException {
    try (var server = new MlflowStandIn()) {
      server.refuseAfter(9);
      try (var tracking = start(server.address(), List.of())) {
        for (int trial = 0; trial < 50; trial++) {
          tracking.trialEnded(completed(trial, 1));
        }
      }

      assertThat(server.calls()).hasSize(10);
      assertThat(warnings).hasSize(1);
      assertThat(warnings.get(0)).contains("status 502");
    }
  }

  @Test
  void sendsTheTokenAndNeverShowsIt() throws IOException {
    try (var server = new MlflowStandIn()) {
      server.refuseAfter(0);
      MlflowServer secret = MlflowServer.at(server.address(), "s3cret");
      MlflowTracking.start(secret, "musweep", SWEEP, List.of(), warnings::add).close();

      assertThat(server.tokens()).containsExactly("Bearer s3cret");
      assertThat(warnings).hasSize(1).noneMatch(warning -> warning.contains("s3cret"));
      assertThat(MlflowServer.at("http://user:pass@host:1/x", "").shown())
          .isEqualTo("http://host:1");
    }
  }

  @Test
  void refusesWhatIsNoAddress() {
    assertThatThrownBy(() -> MlflowServer.at("localhost:5000", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid MLflow server: 'localhost:5000' (must be such as http://localhost:5000)");
  }

  private MlflowTracking start(String address, List<TrialState> earlier) {
    return MlflowTracking.start(
        MlflowServer.at(address, ""), "musweep", SWEEP, earlier, warnings::add);
  }

  private static TrialState completed(int index, double loss) {
    return ended(index, new TrialResult.Completed(100, loss));
  }

  private static TrialState ended(int index, TrialResult result) {
    TrialSpec spec =
        TrialSpec.of(
            Purpose.EXPLORATION,
            index,
            new TrialShape("maximal-update", 32, 2, 4, 100),
            Configuration.of(Setting.of("learning-rate", 0.01)),
            7);
    return new TrialState(
        spec,
        TrialStatus.ENDED,
        new TrialState.Progress(result.step(), Double.NaN),
        List.of(),
        List.of(),
        0,
        Optional.of(new Ending(result, 1_000)));
  }
}

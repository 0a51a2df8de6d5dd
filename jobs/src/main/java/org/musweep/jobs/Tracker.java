package org.musweep.jobs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.tracking.MlflowServer;
import org.musweep.pipeline.tracking.MlflowTracking;
import org.musweep.pipeline.tracking.TrackedSweep;

/** Sends trials to an MLflow server, if the environment names one. */
final class Tracker implements AutoCloseable {

  /** The variable with the server's address. */
  static final String SERVER = "MUSWEEP_MLFLOW";

  private static final String EXPERIMENT = "MLFLOW_EXPERIMENT_NAME";
  private static final String TOKEN = "MLFLOW_TRACKING_TOKEN";

  private final RunContext context;
  private final Optional<MlflowTracking> tracking;

  private Tracker(RunContext context, Optional<MlflowTracking> tracking) {
    this.context = context;
    this.tracking = tracking;
  }

  /**
   * What the environment asks for.
   *
   * @throws SpecException if the server's address is none
   */
  static Tracker of(RunContext context, Map<String, String> environment) {
    return new Tracker(
        context,
        Optional.ofNullable(environment.get(SERVER))
            .filter(address -> !address.isBlank())
            .map(address -> server(address, environment))
            .map(
                server ->
                    MlflowTracking.start(
                        server,
                        environment.getOrDefault(EXPERIMENT, "musweep"),
                        TrackedSweep.of(context.spec(), context.layout()),
                        context.study().state().trials(),
                        context.display()::line)));
  }

  private static MlflowServer server(String address, Map<String, String> environment) {
    try {
      return MlflowServer.at(address, environment.getOrDefault(TOKEN, ""));
    } catch (IllegalArgumentException e) {
      throw new SpecException(List.of(SERVER + ": " + e.getMessage()));
    }
  }

  SweepObserver observer() {
    return tracking.<SweepObserver>map(each -> each).orElseGet(() -> new SweepObserver() {});
  }

  @Override
  public void close() {
    tracking.ifPresent(
        each -> {
          each.ended(!context.isStopRequested());
          each.close();
        });
  }
}

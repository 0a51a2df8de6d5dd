package org.musweep.pipeline.tracking;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.SweepObserver;

/**
 * Copies trials that have ended to an MLflow server: the sweep as a run, its trials as runs below
 * it.
 *
 * <p>A thread of its own does it, so that no trial waits. When a call fails, one warning says so
 * and nothing more is sent; the next command on the same run sends what is missing, since it starts
 * by asking the server which trials it has.
 */
public final class MlflowTracking implements SweepObserver, AutoCloseable {

  private static final long LAST_WORDS_SECONDS = 10;

  private final MlflowServer server;
  private final String experiment;
  private final TrackedSweep sweep;
  private final Consumer<String> warnings;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread made = new Thread(task, "mlflow");
            made.setDaemon(true);
            return made;
          });

  // Used by the thread only.
  private Optional<MlflowRuns> runs = Optional.empty();
  private final Set<String> known = new HashSet<>();
  private boolean away;

  private MlflowTracking(
      MlflowServer server, String experiment, TrackedSweep sweep, Consumer<String> warnings) {
    this.server = server;
    this.experiment = experiment;
    this.sweep = sweep;
    this.warnings = warnings;
  }

  /**
   * Begins to track a sweep.
   *
   * @param experiment MLflow's experiment, made if it is not there
   * @param earlier trials that ended before
   * @param warnings is told, once, that the server does not answer
   */
  public static MlflowTracking start(
      MlflowServer server,
      String experiment,
      TrackedSweep sweep,
      List<TrialState> earlier,
      Consumer<String> warnings) {
    var tracking = new MlflowTracking(server, experiment, sweep, warnings);
    tracking.attempt(tracking::open);
    earlier.forEach(tracking::trialEnded);
    return tracking;
  }

  @Override
  public void trialEnded(TrialState trial) {
    attempt(() -> write(trial));
  }

  /** Says how the sweep's command ended. */
  public void ended(boolean asWanted) {
    attempt(
        () -> {
          if (runs.isPresent()) {
            runs.get().end(asWanted ? "FINISHED" : "FAILED", System.currentTimeMillis());
          }
        });
  }

  /** Waits a few seconds for what is not sent yet. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        var unsent = thread.shutdownNow();
        warnings.accept(
            "MLflow at %s is slow: %d trials were not sent; the next command on this run does"
                .formatted(server.shown(), unsent.size()));
      }
    } catch (InterruptedException e) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void open() throws IOException, InterruptedException {
    MlflowRuns opened = MlflowRuns.open(server, experiment, sweep, System.currentTimeMillis());
    known.addAll(opened.trials());
    runs = Optional.of(opened);
  }

  private void write(TrialState trial) throws IOException, InterruptedException {
    if (runs.isPresent() && trial.ending().isPresent() && known.add(trial.spec().id().value())) {
      var ending = trial.ending().get();
      runs.get().write(trial, ending.result(), ending.atMillis());
    }
  }

  /** One thing to tell the server. */
  private interface Call {
    void run() throws IOException, InterruptedException;
  }

  private void attempt(Call call) {
    if (thread.isShutdown()) {
      return;
    }
    thread.execute(
        () -> {
          if (away) {
            return;
          }
          try {
            call.run();
          } catch (IOException | RuntimeException e) {
            away = true;
            warnings.accept(
                "MLflow at %s does not take the results (%s); the sweep goes on without it"
                    .formatted(server.shown(), reason(e)));
          } catch (InterruptedException e) {
            away = true;
            Thread.currentThread().interrupt();
          }
        });
  }

  private static String reason(Exception e) {
    String message = e.getMessage() == null ? "" : ": " + e.getMessage();
    return e instanceof MlflowException
        ? message.substring(2)
        : e.getClass().getSimpleName() + message;
  }
}

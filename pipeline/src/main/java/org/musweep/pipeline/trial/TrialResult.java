package org.musweep.pipeline.trial;

/** How a trial ended. Divergence and failure are results, not exceptions. */
public sealed interface TrialResult {

  /** Trained to its horizon; {@code loss} is the validation loss, in nats. */
  record Completed(int step, double loss) implements TrialResult {
    @Override
    public String status() {
      return "completed";
    }
  }

  /**
   * The loss became NaN or infinite, exploded, or collapsed to that of a model that ignores its
   * input. {@code loss} is the last loss seen and may be NaN.
   */
  record Diverged(int step, double loss, String reason) implements TrialResult {
    @Override
    public String status() {
      return "diverged";
    }
  }

  /**
   * Ended before its horizon by a rung, a budget or the user; {@code loss} is the last validation
   * loss.
   */
  record Stopped(int step, double loss, String reason) implements TrialResult {
    @Override
    public String status() {
      return "stopped";
    }
  }

  /** Could not be trained; {@code reason} holds the cause's class and message. */
  record Failed(int step, String reason) implements TrialResult {
    @Override
    public String status() {
      return "failed";
    }
  }

  /** The word used in tables and logs: completed, diverged, stopped or failed. */
  String status();

  /** Optimizer steps done. */
  int step();
}

package org.musweep.pipeline.sweep;

/**
 * What the wide run gets of a cluster, and how it is kept and watched.
 *
 * @param resources of its one executor
 * @param checkpointEvery steps between two checkpoints; 0 for twelve over the run
 * @param evaluateEvery steps between two validation losses; 0 for one at each checkpoint
 * @param watch when it is warned of and ended
 */
public record WideSpec(
    Resources resources, int checkpointEvery, int evaluateEvery, DivergenceWatch watch) {

  /** A checkpoint is written this many times over the run, unless the file says otherwise. */
  private static final int CHECKPOINTS = 12;

  /** What holds unless the file says otherwise. */
  public static final WideSpec DEFAULTS =
      new WideSpec(new Resources(1, 0, "", ""), 0, 0, DivergenceWatch.DEFAULTS);

  /** Checks the counts. */
  public WideSpec {
    Bounds.atLeast("checkpoint every", checkpointEvery, 0);
    Bounds.atLeast("evaluate every", evaluateEvery, 0);
  }

  /**
   * Of the executor that the wide run has to itself.
   *
   * @param cores of it, all of which are the run's threads
   * @param gpus 0 or 1: one model trains on one device
   * @param memory of its heap in Spark's notation, such as {@code 4g}; empty for Spark's own
   * @param memoryOverhead outside of the heap, where tensors are; empty for Spark's own
   */
  public record Resources(int cores, int gpus, String memory, String memoryOverhead) {
    /** Checks the counts. */
    public Resources {
      Bounds.atLeast("cores", cores, 1);
      Bounds.atLeast("gpus", gpus, 0);
    }
  }

  /**
   * When a run that gets worse is warned of and ended: at these shares of what it had learned, the
   * difference between the loss of a model that ignores its input and the lowest loss so far.
   *
   * @param warn share lost at which there is a warning
   * @param stop share lost at which the run ends as diverged
   */
  public record DivergenceWatch(double warn, double stop) {

    /** A warning at a quarter; the end when all is lost. */
    public static final DivergenceWatch DEFAULTS = new DivergenceWatch(0.25, 1);

    /** Checks the shares. */
    public DivergenceWatch {
      if (!(warn > 0) || !(stop > 0)) {
        throw new IllegalArgumentException(
            "Invalid shares: warn %s, stop %s (must be positive)".formatted(warn, stop));
      }
    }
  }

  /** Steps between two checkpoints of a run of so many steps. */
  public int checkpointEvery(int steps) {
    return checkpointEvery > 0 ? checkpointEvery : Math.max(1, steps / CHECKPOINTS);
  }

  /** Steps between two validation losses of a run of so many steps. */
  public int evaluateEvery(int steps) {
    return evaluateEvery > 0 ? evaluateEvery : checkpointEvery(steps);
  }
}

package org.musweep.pipeline.sweep;

import java.time.Duration;

/**
 * Where and how packs run.
 *
 * @param master Spark's master, used where {@code spark-submit} names none
 * @param coresPerPack threads of one pack
 * @param lanes trials per pack
 * @param device what packs run on
 * @param mode in which order results count
 * @param stepTimeout how long a pack may be without making a step
 * @param wide what the wide run gets
 */
public record ExecutionSpec(
    String master,
    int coresPerPack,
    Lanes lanes,
    DeviceChoice device,
    Mode mode,
    Duration stepTimeout,
    WideSpec wide) {

  /** Packs under way at once in deterministic order, unless the file says otherwise. */
  public static final int WINDOW = 4;

  /** Longer than any step, or preparation for one, should take. */
  public static final Duration STEP_TIMEOUT = Duration.ofMinutes(30);

  /** Packs in the order in which they arrive. */
  public ExecutionSpec(String master, int coresPerPack, Lanes lanes, DeviceChoice device) {
    this(master, coresPerPack, lanes, device, new Mode(Order.ARRIVAL, WINDOW), STEP_TIMEOUT);
  }

  /** A wide run that has what it gets unless the file says otherwise. */
  public ExecutionSpec(
      String master,
      int coresPerPack,
      Lanes lanes,
      DeviceChoice device,
      Mode mode,
      Duration stepTimeout) {
    this(master, coresPerPack, lanes, device, mode, stepTimeout, WideSpec.DEFAULTS);
  }

  /** Checks each component. */
  public ExecutionSpec {
    Bounds.notBlank("master", master);
    Bounds.atLeast("cores per pack", coresPerPack, 1);
    if (stepTimeout.isNegative() || stepTimeout.isZero()) {
      throw new IllegalArgumentException(
          "Invalid step timeout: " + stepTimeout + " (must be above zero)");
    }
  }

  /** Whether tasks run as threads of the driver, where Spark assigns no GPUs. */
  public boolean isLocal() {
    return master.equals("local") || master.startsWith("local[");
  }

  /** When the search looks at a pack's results. */
  public enum Order implements SpecWord {
    /** As soon as they are there: no slot waits. */
    ARRIVAL,
    /**
     * In the order in which packs were formed, so that the search is the same however many slots
     * there are and whichever of them is late.
     */
    DETERMINISTIC
  }

  /**
   * In which order results count.
   *
   * @param order when the search looks at results
   * @param window packs that are formed but not looked at, in deterministic order; more slots than
   *     that stay idle
   */
  public record Mode(Order order, int window) {
    /** Checks the window. */
    public Mode {
      Bounds.atLeast("window", window, 1);
    }

    /** Whether results count in the order in which packs were formed. */
    public boolean isDeterministic() {
      return order == Order.DETERMINISTIC;
    }
  }

  /** What packs run on. */
  public enum DeviceChoice implements SpecWord {
    /** The task's GPU if Spark gave it one, else the CPU. */
    AUTO,
    /** The CPU. */
    CPU,
    /** The task's GPU; a task without one fails. */
    GPU
  }

  /** How many trials train as the lanes of one stack. */
  public sealed interface Lanes {

    /** Found by measurement and by how many slots there are. */
    record Auto() implements Lanes {}

    /** At most this many. */
    record Fixed(int count) implements Lanes {
      /** Checks the number. */
      public Fixed {
        Bounds.atLeast("lanes", count, 1);
      }
    }
  }
}

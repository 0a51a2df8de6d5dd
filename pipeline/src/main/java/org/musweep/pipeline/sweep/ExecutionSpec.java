package org.musweep.pipeline.sweep;

/**
 * Where and how packs run.
 *
 * @param master Spark's master, used where {@code spark-submit} names none
 * @param coresPerPack threads of one pack
 * @param lanes trials per pack
 * @param device what packs run on
 */
public record ExecutionSpec(String master, int coresPerPack, Lanes lanes, DeviceChoice device) {

  /** Checks each component. */
  public ExecutionSpec {
    Bounds.notBlank("master", master);
    Bounds.atLeast("cores per pack", coresPerPack, 1);
  }

  /** Whether tasks run as threads of the driver, where Spark assigns no GPUs. */
  public boolean isLocal() {
    return master.equals("local") || master.startsWith("local[");
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

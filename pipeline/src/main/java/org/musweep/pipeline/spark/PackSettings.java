package org.musweep.pipeline.spark;

import java.util.Map;

/** How Spark is set for many small jobs, where the user has not set it otherwise. */
public final class PackSettings {

  private PackSettings() {}

  /**
   * Keys and values of Spark's configuration.
   *
   * <p>A job's task is sent in blocks for which Spark allocates memory whether it is filled or not:
   * blocks of its default of 4 MB, once a job, keep the garbage collector busier than the jobs.
   */
  public static Map<String, String> preferred() {
    return Map.of("spark.broadcast.blockSize", "128k");
  }
}

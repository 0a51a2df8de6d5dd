package org.musweep.pipeline.spark;

import org.apache.spark.SparkContext;

/**
 * How many packs run at once. On a cluster that changes: executors come late, and go.
 *
 * @param spark the application
 * @param local cores of local mode in units of a pack's; 0 on a cluster
 */
record PackSlots(SparkContext spark, int local) {

  /** The slots of an application for packs of so many cores. */
  static PackSlots of(SparkContext spark, int coresPerPack) {
    int local =
        isLocal(spark.master()) ? Math.max(1, spark.defaultParallelism() / coresPerPack) : 0;
    return new PackSlots(spark, local);
  }

  /** Whether tasks run in the driver's process. */
  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  /**
   * Tasks that the executors of this moment have cores and GPUs for; at least one, which then waits
   * for an executor.
   */
  int count() {
    return local > 0
        ? local
        : Math.max(
            1,
            spark.maxNumConcurrentTasks(spark.resourceProfileManager().defaultResourceProfile()));
  }
}

package org.musweep.pipeline.spark;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/** Whether tasks can train on the GPUs that Spark gives them, asked before anything else runs. */
public final class DeviceCheck {

  private final JavaSparkContext spark;

  private DeviceCheck(JavaSparkContext spark) {
    this.spark = spark;
  }

  /** A check of the executors of a session. */
  public static DeviceCheck on(SparkSession session) {
    return new DeviceCheck(JavaSparkContext.fromSparkContext(session.sparkContext()));
  }

  /**
   * What is wrong, one sentence each: an address that is no number, a device that libtorch does not
   * see. Waits for the first executor, and asks one task for each slot there is then.
   */
  public List<String> problems(DeviceChoice choice) {
    if (choice == DeviceChoice.CPU) {
      return List.of();
    }
    List<String> first = problems(choice, 1);
    int slots = PackSlots.of(spark.sc(), 1).count();
    return Stream.concat(first.stream(), problems(choice, slots).stream()).distinct().toList();
  }

  private List<String> problems(DeviceChoice choice, int tasks) {
    spark.setJobGroup("devices", "what devices tasks have", true);
    try {
      return spark
          .parallelize(Collections.nCopies(tasks, choice.name()), tasks)
          .map(new DeviceCheckFunction())
          .filter(problem -> !problem.isEmpty())
          .collect();
    } finally {
      spark.clearJobGroup();
    }
  }
}

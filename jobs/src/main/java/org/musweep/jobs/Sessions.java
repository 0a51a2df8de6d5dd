package org.musweep.jobs;

import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.sweep.SweepSpec;

/** Opens Spark sessions. */
final class Sessions {

  private Sessions() {}

  /** A session on the master that {@code spark-submit} gave, else on the sweep file's. */
  static SparkSession open(SweepSpec spec) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster(spec.execution().master());
    }
    conf.setAppName("musweep " + spec.sweep());
    conf.setIfMissing("spark.executorEnv.TORCH_CPP_LOG_LEVEL", "ERROR");
    conf.setIfMissing("spark.executor.extraJavaOptions", "-Dai.djl.offline=true");
    conf.setIfMissing("spark.task.maxFailures", "1");
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      conf.setIfMissing("spark.sql.shuffle.partitions", "2");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }
}

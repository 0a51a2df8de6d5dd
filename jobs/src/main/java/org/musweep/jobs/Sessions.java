package org.musweep.jobs;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.report.SecretMask;
import org.musweep.pipeline.spark.PackSettings;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;

/** Opens Spark sessions. */
final class Sessions {

  private static final List<String> GPU_KEYS =
      List.of(
          "spark.task.resource.gpu.amount",
          "spark.executor.resource.gpu.amount",
          "spark.driver.resource.gpu.amount");

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|[0-9]{1,4})(?:,.*)?])?");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private Sessions() {}

  /**
   * Refuses what Spark would wait for without end: GPUs in local mode.
   *
   * @throws SpecException if Spark's configuration asks for GPUs and the master is local
   */
  static void check(SweepSpec spec) {
    SparkConf conf = configuration(spec);
    for (String key : GPU_KEYS) {
      if (conf.contains(key) && conf.get("spark.master").startsWith("local")) {
        throw new SpecException(
            List.of(
                "Spark's configuration: %s is %s, but the master is %s (GPUs need a cluster: local mode would wait for them for ever)"
                    .formatted(key, conf.get(key), conf.get("spark.master"))));
      }
    }
  }

  /** Whether tasks run in this process. */
  static boolean isLocal(SweepSpec spec) {
    return LOCAL.matcher(configuration(spec).get("spark.master")).matches();
  }

  /** Spark's settings, and the sweep file's master where they have none. */
  static SparkConf configuration(SweepSpec spec) {
    SparkConf conf = new SparkConf();
    if (!conf.contains("spark.master")) {
      conf.setMaster(spec.execution().master());
    }
    return conf;
  }

  /** How many packs can run at once; 1 where only the cluster knows. */
  static int slots(SweepSpec spec) {
    Matcher local = LOCAL.matcher(configuration(spec).get("spark.master"));
    int cores =
        !local.matches()
            ? spec.execution().coresPerPack()
            : local.group(1) == null
                ? 1
                : local.group(1).equals("*")
                    ? Runtime.getRuntime().availableProcessors()
                    : Integer.parseInt(local.group(1));
    return Math.max(1, cores / spec.execution().coresPerPack());
  }

  /** A session on the master that {@code spark-submit} gave, else on the sweep file's. */
  static SparkSession open(SweepSpec spec) {
    return open(spec, "musweep " + spec.sweep());
  }

  /** The same under another name. */
  static SparkSession open(SweepSpec spec, String name) {
    SparkConf conf = configuration(spec);
    conf.setAppName(name);
    conf.setIfMissing("spark.executorEnv.TORCH_CPP_LOG_LEVEL", "ERROR");
    conf.setIfMissing("spark.executor.extraJavaOptions", "-Dai.djl.offline=true");
    conf.setIfMissing("spark.task.maxFailures", "1");
    conf.setIfMissing("spark.redaction.regex", SecretMask.redaction());
    PackSettings.preferred().forEach(conf::setIfMissing);
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
      conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      conf.setIfMissing("spark.sql.shuffle.partitions", "2");
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /** Cancels all jobs, and waits a moment for their tasks to end. */
  static void cancel(SparkSession session) {
    SparkContext context = session.sparkContext();
    if (context.isStopped()) {
      return;
    }
    context.cancelAllJobs();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (runningTasks(context) > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private static int runningTasks(SparkContext context) {
    return Arrays.stream(context.statusTracker().getExecutorInfos())
        .mapToInt(SparkExecutorInfo::numRunningTasks)
        .sum();
  }
}

package org.musweep.jobs;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.report.SecretMask;
import org.musweep.pipeline.spark.DeviceCheck;
import org.musweep.pipeline.spark.PackSettings;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;

/** Opens Spark sessions. */
final class Sessions {

  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String OFFLINE = "-Dai.djl.offline=true";
  private static final String COMPILER = "-XX:TieredStopAtLevel=";
  private static final String ADDRESS = "SPARK_LOCAL_IP";
  private static final String UI = "spark.ui.enabled";

  /** The driver's metrics beside Spark's web interface, as Prometheus reads them. */
  private static final Map<String, String> METRICS =
      Map.of(
          "spark.metrics.conf.driver.sink.prometheusServlet.class",
          "org.apache.spark.metrics.sink.PrometheusServlet",
          "spark.metrics.conf.driver.sink.prometheusServlet.path",
          "/metrics/prometheus");

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(50);

  private Sessions() {}

  /**
   * Refuses settings that Spark refuses, or would wait for without end, such as GPUs in local mode;
   * and what would be open to others without anybody having said so: Spark's web interface.
   *
   * @throws SpecException if Spark's configuration is not one that the sweep can run with
   */
  static void check(SweepSpec spec) {
    List<String> problems = settings(spec).problems();
    if (!problems.isEmpty()) {
      throw new SpecException(problems);
    }
    boolean addressGiven = System.getenv(ADDRESS) != null;
    if (isOnThisMachine(configuration(spec)) && isWatched(spec) && !addressGiven) {
      throw new SpecException(
          List.of(
              "Spark's configuration: %s is true, but %s is not set (Spark's web interface would listen on every address of this machine: %s=127.0.0.1 keeps it here, 0.0.0.0 says that this is meant)"
                  .formatted(UI, ADDRESS, ADDRESS)));
    }
  }

  /** Whether tasks run in this process. */
  static boolean isLocal(SweepSpec spec) {
    return settings(spec).isLocal();
  }

  private static ClusterSettings settings(SweepSpec spec) {
    Optional<Path> home =
        Optional.ofNullable(System.getenv("SPARK_HOME"))
            .filter(each -> !each.isEmpty())
            .map(Path::of);
    return new ClusterSettings(configuration(spec), spec.execution(), home);
  }

  /** Whether Spark's web interface, and with it metrics, can be looked at. */
  static boolean isWatched(SweepSpec spec) {
    SparkConf conf = configuration(spec);
    return conf.getBoolean(UI, !isOnThisMachine(conf));
  }

  private static boolean isOnThisMachine(SparkConf conf) {
    return conf.get("spark.master").startsWith("local");
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
    return Math.max(1, settings(spec).cores() / spec.execution().coresPerPack());
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
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
    conf.set(EXECUTOR_OPTIONS, executorOptions(conf.get(EXECUTOR_OPTIONS, "")));
    conf.setIfMissing("spark.task.maxFailures", "1");
    // A pack's job has one task: a second one of the same could only disturb it.
    conf.set("spark.speculation", "false");
    conf.setIfMissing("spark.redaction.regex", SecretMask.redaction());
    PackSettings.preferred().forEach(conf::setIfMissing);
    if (!conf.contains("spark.metrics.conf")) {
      METRICS.forEach(conf::setIfMissing);
    }
    if (conf.get("spark.master").startsWith("local")) {
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing(UI, "false");
      conf.setIfMissing("spark.executor.heartbeatInterval", "1s");
      conf.setIfMissing("spark.sql.shuffle.partitions", "2");
    }
    ClusterSettings settings = settings(spec);
    if (!settings.isLocal()) {
      // So that no executor is given more packs than it has threads for.
      conf.setIfMissing("spark.task.cpus", Integer.toString(spec.execution().coresPerPack()));
    }
    SparkSession session = SparkSession.builder().config(conf).getOrCreate();
    if (settings.hasGpus()) {
      checkDevices(session, spec);
    }
    return session;
  }

  /**
   * Options of the JVM of executors besides those given: nothing is downloaded at run time; and the
   * first compiler only, unless they say otherwise, as an executor's time is spent in libtorch
   * while the second compiler's memory would grow for hours.
   */
  static String executorOptions(String given) {
    String offline = given.contains(OFFLINE) ? given : given + " " + OFFLINE;
    return (offline.contains(COMPILER) ? offline : offline + " " + COMPILER + "1").strip();
  }

  private static void checkDevices(SparkSession session, SweepSpec spec) {
    List<String> problems = DeviceCheck.on(session).problems(spec.execution().device());
    if (!problems.isEmpty()) {
      session.stop();
      throw new SpecException(problems);
    }
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

package org.musweep.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;

/**
 * Spark's configuration beside what the sweep file says of execution: what Spark would refuse with
 * a stack trace, or wait for without end.
 *
 * @param conf with a master
 * @param execution the sweep file's
 * @param sparkHome where {@code SPARK_HOME} points to, if it is set
 */
record ClusterSettings(SparkConf conf, ExecutionSpec execution, Optional<Path> sparkHome) {

  static final String TASK_GPUS = "spark.task.resource.gpu.amount";
  static final String EXECUTOR_GPUS = "spark.executor.resource.gpu.amount";
  private static final String DRIVER_GPUS = "spark.driver.resource.gpu.amount";
  private static final String WORKER_GPUS = "spark.worker.resource.gpu.amount";
  private static final String WORKER_SCRIPT = "spark.worker.resource.gpu.discoveryScript";
  private static final String TASK_CPUS = "spark.task.cpus";
  private static final String EXECUTOR_CORES = "spark.executor.cores";
  private static final String EXECUTOR_MEMORY = "spark.executor.memory";

  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|[0-9]{1,4})(?:,.*)?])?");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*(\\d+)\\s*,\\s*(\\d+)\\s*,\\s*(\\d+)\\s*]");

  /** Whether tasks run in the driver's process. */
  boolean isLocal() {
    return LOCAL.matcher(master()).matches();
  }

  /** Cores that local mode has; the cores of one pack where only the cluster knows. */
  int cores() {
    Matcher local = LOCAL.matcher(master());
    if (!local.matches()) {
      return execution.coresPerPack();
    }
    String cores = local.group(1);
    return cores == null
        ? 1
        : cores.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(cores);
  }

  /** Whether Spark gives GPUs to tasks. */
  boolean hasGpus() {
    return conf.contains(TASK_GPUS);
  }

  /** What is wrong, one sentence each, with key, value and what is allowed. */
  List<String> problems() {
    if (isLocal()) {
      return List.of(TASK_GPUS, EXECUTOR_GPUS, DRIVER_GPUS).stream()
          .filter(conf::contains)
          .map(
              key ->
                  told(
                      "%s is %s, but the master is %s (GPUs need a cluster: local mode would wait for them for ever)"
                          .formatted(key, conf.get(key), master())))
          .limit(1)
          .toList();
    }
    List<String> problems = new ArrayList<>();
    checkCores(problems);
    checkGpus(problems);
    if (master().startsWith("local-cluster")) {
      checkLocalCluster(problems);
    }
    return problems;
  }

  private void checkCores(List<String> problems) {
    int perTask = wholeNumber(TASK_CPUS, execution.coresPerPack(), problems);
    if (perTask > 0 && perTask < execution.coresPerPack()) {
      problems.add(
          told(
              "%s is %d, but execution.cores-per-pack is %d (leave it out, and it is as many)"
                  .formatted(TASK_CPUS, perTask, execution.coresPerPack())));
    }
    int perExecutor = wholeNumber(EXECUTOR_CORES, Integer.MAX_VALUE, problems);
    if (perExecutor > 0 && perExecutor < perTask) {
      problems.add(
          told(
              "%s is %d, but a pack needs %d cores (%s, execution.cores-per-pack)"
                  .formatted(EXECUTOR_CORES, perExecutor, perTask, TASK_CPUS)));
    }
  }

  private void checkGpus(List<String> problems) {
    if (execution.device() == DeviceChoice.GPU
        && !conf.contains(TASK_GPUS)
        && !conf.contains(EXECUTOR_GPUS)) {
      problems.add(
          told(
              "%s is not set, but execution.device is gpu (set it and %s; conf/spark-gpu.conf does)"
                  .formatted(TASK_GPUS, EXECUTOR_GPUS)));
    }
    if (conf.contains(TASK_GPUS) != conf.contains(EXECUTOR_GPUS)) {
      boolean task = conf.contains(TASK_GPUS);
      problems.add(
          told(
              "%s is %s, but %s is not set (executors ask for GPUs by the one, packs by the other)"
                  .formatted(
                      task ? TASK_GPUS : EXECUTOR_GPUS,
                      conf.get(task ? TASK_GPUS : EXECUTOR_GPUS),
                      task ? EXECUTOR_GPUS : TASK_GPUS)));
    }
    conf.getOption(TASK_GPUS)
        .foreach(
            amount -> {
              if (!isShare(amount)) {
                problems.add(
                    told(
                        "%s is %s; it must be 1, or a fraction above 0 for packs that share a GPU: one pack trains on one GPU"
                            .formatted(TASK_GPUS, amount)));
              }
              return null;
            });
    wholeNumber(EXECUTOR_GPUS, 1, problems);
  }

  private void checkLocalCluster(List<String> problems) {
    Matcher size = LOCAL_CLUSTER.matcher(master());
    if (!size.matches()) {
      problems.add(
          told(
              "spark.master is %s; it must be local-cluster[WORKERS,CORES,MEGABYTES]"
                  .formatted(master())));
      return;
    }
    if (sparkHome.filter(home -> Files.isDirectory(home.resolve("jars"))).isEmpty()) {
      problems.add(
          told(
              "the master is %s, but SPARK_HOME is %s; it must be the folder of a Spark installation, whose jars the executors run with"
                  .formatted(master(), sparkHome.map(home -> "'" + home + "'").orElse("not set"))));
    }
    int cores = wholeNumber(TASK_CPUS, execution.coresPerPack(), new ArrayList<>());
    if (Long.parseLong(size.group(2)) < cores) {
      problems.add(
          told(
              "the master is %s with %s cores a worker, but a pack needs %d (%s, execution.cores-per-pack)"
                  .formatted(master(), size.group(2), cores, TASK_CPUS)));
    }
    String memory = conf.get(EXECUTOR_MEMORY, "1g");
    if (JavaUtils.byteStringAsMb(memory) > Long.parseLong(size.group(3))) {
      problems.add(
          told(
              "%s is %s, but the master is %s with %s MB a worker"
                  .formatted(EXECUTOR_MEMORY, memory, master(), size.group(3))));
    }
    if (hasGpus() && !(conf.contains(WORKER_GPUS) && conf.contains(WORKER_SCRIPT))) {
      problems.add(
          told(
              "%s is %s, but %s and %s are not both set (without them no worker of %s has a GPU)"
                  .formatted(
                      TASK_GPUS, conf.get(TASK_GPUS), WORKER_GPUS, WORKER_SCRIPT, master())));
    }
  }

  /** The value of a key, or 0 for one that is no whole number from 1, which is a problem. */
  private int wholeNumber(String key, int ifMissing, List<String> problems) {
    String value = conf.get(key, Integer.toString(ifMissing));
    if (value.matches("[1-9][0-9]{0,9}") && Long.parseLong(value) <= Integer.MAX_VALUE) {
      return Integer.parseInt(value);
    }
    problems.add(told("%s is %s; it must be a whole number from 1".formatted(key, value)));
    return 0;
  }

  private static boolean isShare(String amount) {
    try {
      double share = Double.parseDouble(amount);
      return share > 0 && share <= 1;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private String master() {
    return conf.get("spark.master");
  }

  private static String told(String sentence) {
    return "Spark's configuration: " + sentence;
  }
}

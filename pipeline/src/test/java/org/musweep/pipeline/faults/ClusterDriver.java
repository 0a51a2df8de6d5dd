package org.musweep.pipeline.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.FaultyTrials;
import org.musweep.pipeline.spark.TableSink;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.trial.TrialExecutor;

/**
 * A sweep of trials with a known loss on a cluster, its driver a process of its own.
 *
 * @param run the run's folder
 * @param trials how many
 * @param lanes of a pack
 * @param rule who goes on at a rung
 */
record ClusterDriver(URI run, int trials, int lanes, EarlyStoppingSpec.Rule rule) {

  /** Successive halving, whose outcome does not depend on the order in which packs end. */
  static ClusterDriver halving(URI run, int trials, int lanes) {
    return new ClusterDriver(run, trials, lanes, EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING);
  }

  SweepLayout layout() {
    return new SweepLayout(run);
  }

  SweepSpec spec() {
    return SweepSpecs.small()
        .withTrials(trials)
        .with(rule)
        .with(new ExecutionSpec.Lanes.Fixed(lanes))
        .spec();
  }

  StudyState state() {
    return Replay.of(LogStore.at(layout().log())).state();
  }

  /**
   * The executor that trains the pack that was started last, once there are two that have had one:
   * whatever is done to it happens early in a pack.
   */
  Optional<ProcessHandle> executorThatHasJustBegun() {
    StudyState state = state();
    List<Long> hadOne =
        state.packs(PackState.Status.COMMITTED).stream()
            .flatMap(pack -> processOf(pack).stream())
            .distinct()
            .toList();
    List<PackState> running = state.packs(PackState.Status.RUNNING);
    return hadOne.size() < 2 || running.size() < 2
        ? Optional.empty()
        : processOf(running.get(running.size() - 1)).flatMap(ProcessHandle::of);
  }

  /** The process that has begun a pack. */
  private Optional<Long> processOf(PackState pack) {
    Path file = FaultyTrials.begun(layout()).resolve(pack.pack().id());
    try {
      // A file is there before its text.
      return Files.exists(file)
          ? Optional.of(Files.readString(file)).filter(each -> !each.isEmpty()).map(Long::valueOf)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  TableFiles tables() {
    return TableFiles.of(layout(), new Configuration());
  }

  /** What the same sweep comes to where nothing goes wrong. */
  Outcome undisturbed(Path folder) {
    var same = new ClusterDriver(Driver.local(folder), trials, lanes, rule);
    try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2)) {
      same.explore(new Configuration(), executor);
    }
    return Outcome.of(same.state());
  }

  private void explore(Configuration hadoop, TrialExecutor executor) {
    var holder = LeaseHolder.thisProcess(System.currentTimeMillis());
    LogStore store = LogStore.at(layout().log(), hadoop);
    try (Study study = Study.of(StudyLog.open(store, holder))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
      try (TableSink sink = TableSink.open(spec(), TableFiles.of(layout(), hadoop), study)) {
        Sweep.of(spec(), study, executor, sink).explore();
      }
    }
  }

  /** Starts one on a cluster, with more settings of Spark; what it says goes to a file. */
  Process start(
      StandaloneCluster cluster,
      FaultyTrials.Script script,
      Path output,
      Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    Map<String, String> spark = new LinkedHashMap<>(cluster.settings());
    spark.put("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -Dai.djl.offline=true");
    spark.putAll(settings);
    spark.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ClusterDriver.class.getName()));
    command.addAll(
        List.of(
            run.toString(),
            Integer.toString(trials),
            Integer.toString(lanes),
            rule.name(),
            script.text()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of {@link #start}. */
  public static void main(String[] arguments) {
    var driver =
        new ClusterDriver(
            URI.create(arguments[0]),
            Integer.parseInt(arguments[1]),
            Integer.parseInt(arguments[2]),
            EarlyStoppingSpec.Rule.valueOf(arguments[3]));
    SparkSession session = SparkSession.builder().appName("faults").getOrCreate();
    try (TrialExecutor executor =
        FaultyTrials.on(
            session, driver.spec(), driver.layout(), FaultyTrials.Script.parse(arguments[4]))) {
      driver.explore(session.sparkContext().hadoopConfiguration(), executor);
    }
    session.stop();
    System.exit(0);
  }
}

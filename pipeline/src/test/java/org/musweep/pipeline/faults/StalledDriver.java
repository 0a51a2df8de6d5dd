package org.musweep.pipeline.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.StallingTrials;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.StalledTrainerException;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialExecutor;

/** A driver on Spark, in a process of its own, one of whose trials hangs. */
final class StalledDriver {

  /** Exit code when training hangs in the driver itself. */
  static final int STALLED = 8;

  /** The trial that hangs. */
  static final int CULPRIT = 3;

  static final int LANES = 4;

  private StalledDriver() {}

  static SweepSpec spec() {
    return SweepSpecs.small()
        .withTrials(12)
        .with(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING)
        .with(new ExecutionSpec.Lanes.Fixed(LANES))
        .spec();
  }

  /** Starts one with settings of Spark; what it says goes to a file. */
  static Process start(URI run, Duration timeout, Path output, Map<String, String> settings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m"));
    settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), StalledDriver.class.getName()));
    command.addAll(List.of(run.toString(), timeout.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Searches with an executor. */
  static void explore(URI run, TrialExecutor executor) {
    var holder = LeaseHolder.thisProcess(System.currentTimeMillis());
    LogStore store = LogStore.at(new SweepLayout(run).log());
    try (Study study = Study.of(StudyLog.open(store, holder))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
      Sweep.of(spec(), study, executor, SweepObserver.all(List.of())).explore();
    }
  }

  /** The process of {@link #start}: {@code RUN TIMEOUT}. */
  public static void main(String[] arguments) {
    URI run = URI.create(arguments[0]);
    SparkSession session = SparkSession.builder().appName("stalled").getOrCreate();
    int exit = 0;
    try (TrialExecutor executor =
        StallingTrials.on(
            session, spec(), new SweepLayout(run), CULPRIT, Duration.parse(arguments[1]))) {
      explore(run, executor);
    } catch (StalledTrainerException e) {
      System.out.println(e.getMessage());
      exit = STALLED;
    }
    session.stop();
    System.exit(exit);
  }
}

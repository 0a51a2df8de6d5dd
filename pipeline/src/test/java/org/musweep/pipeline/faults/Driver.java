package org.musweep.pipeline.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LeaseTiming;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.TableSink;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.SamplerSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.ClosedFormTrials;
import org.musweep.pipeline.testing.ObjectFileSystem;
import org.musweep.pipeline.testing.SweepSpecs;

/**
 * A sweep of trials with a known loss, with its log and its tables.
 *
 * @param run the run's folder, {@code file:} or, for an object store, {@code s3a:}
 * @param rule who goes on at a rung
 * @param trials how many
 * @param millis how long a pack takes, on average
 * @param order in which results count; where it is deterministic, suggestions learn from them
 */
record Driver(
    URI run, EarlyStoppingSpec.Rule rule, int trials, int millis, ExecutionSpec.Order order) {

  static final int SLOTS = 2;
  static final int LANES = 4;

  private static final int LOG_EVERY = 100;

  /** Exit codes of the commands for what may happen to storage. */
  static final int HELD = 6;

  static final int STORAGE = 7;

  private static final LeaseTiming QUICK =
      new LeaseTiming(Duration.ofMillis(100), Duration.ofSeconds(3));

  /** A sweep whose results count as they arrive. */
  Driver(URI run, EarlyStoppingSpec.Rule rule, int trials, int millis) {
    this(run, rule, trials, millis, ExecutionSpec.Order.ARRIVAL);
  }

  /** A local run's folder. */
  static URI local(Path folder) {
    return new SweepLayout(folder.toUri()).root();
  }

  SweepLayout layout() {
    return new SweepLayout(run);
  }

  private boolean isLocal() {
    return "file".equals(run.getScheme());
  }

  Configuration hadoop() {
    Configuration hadoop = ObjectFileSystem.configuration();
    if (FailPoint.property("fatal").isPresent()) {
      hadoop.set("fs.file.impl", CountedFiles.class.getName());
      hadoop.set("fs.s3a.impl", CountedObjects.class.getName());
    }
    return hadoop;
  }

  private LogStore store() {
    LogStore store = LogStore.at(layout().log(), hadoop(), QUICK);
    return isLocal() && FailPoint.property("fatal").isPresent()
        ? new CountedLogStore(
            store, SweepLayout.local(layout().log()), FailPoint.property("tears").isPresent())
        : store;
  }

  SweepSpec spec() {
    SweepSpecs sweep =
        SweepSpecs.small()
            .withTrials(trials)
            .with(rule)
            .with(new ExecutionSpec.Mode(order, 2 * SLOTS))
            .with(new ExecutionSpec.Lanes.Fixed(LANES));
    return order == ExecutionSpec.Order.ARRIVAL
        ? sweep.spec()
        : sweep.with(new SamplerSpec.Tpe()).spec();
  }

  TableFiles tables() {
    return TableFiles.of(layout(), hadoop());
  }

  StudyState state() {
    return Replay.of(store()).state();
  }

  /** The number of the last batch of the log; 0 if there is none. */
  int batches() {
    List<Long> sequences = store().sequences();
    return sequences.isEmpty() ? 0 : sequences.get(sequences.size() - 1).intValue();
  }

  /** Goes on until the sweep is done, in this process; says what was said about the log. */
  List<String> finish() {
    var holder = LeaseHolder.thisProcess(System.currentTimeMillis());
    try (Study study = Study.of(StudyLog.open(store(), holder))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
      try (TableSink sink = TableSink.open(spec(), tables(), study);
          var executor = new ClosedFormTrials(tables(), SLOTS, millis, LOG_EVERY)) {
        Sweep.of(spec(), study, executor, sink).explore();
      }
      return study.notes();
    }
  }

  /** The same in a process of its own. */
  Process start(String... properties) {
    return start(List.of(), properties);
  }

  /** The same by way of another command, such as one that sets limits. */
  Process start(List<String> prefix, String... properties) {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    for (String property : properties) {
      command.add("-D" + property);
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Driver.class.getName()));
    command.addAll(
        List.of(
            run.toString(),
            rule.name(),
            Integer.toString(trials),
            Integer.toString(millis),
            order.name()));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The process of {@link #start}. */
  public static void main(String[] arguments) {
    FailPoint.property("fatal").map(Integer::parseInt).ifPresent(FailPoint::before);
    Driver driver =
        new Driver(
            URI.create(arguments[0]),
            EarlyStoppingSpec.Rule.valueOf(arguments[1]),
            Integer.parseInt(arguments[2]),
            Integer.parseInt(arguments[3]),
            ExecutionSpec.Order.valueOf(arguments[4]));
    int exit = 0;
    try {
      driver.finish().forEach(System.out::println);
    } catch (StudyHeldException e) {
      System.out.println(e.getMessage());
      exit = HELD;
    } catch (StorageException e) {
      System.out.println(e.getMessage());
      exit = STORAGE;
    }
    System.exit(exit);
  }
}

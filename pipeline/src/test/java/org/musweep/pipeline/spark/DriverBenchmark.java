package org.musweep.pipeline.spark;

import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.SobolSampler;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.ClosedFormTrials;
import org.musweep.pipeline.testing.LocalSpark;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;

/**
 * What a trial costs besides its training: 10,000 trials that train nothing, end to end (suggest,
 * pack, run, log on the disk, tables), on two slots, in packs of 32, without and with ASHA, and of
 * 1; with the closed-form executor and with Spark tasks. Prints trials and packs a second, the heap
 * that is held after each quarter and how fast each was, what reports of every step cost, and what
 * a Sobol suggestion costs early and late. It is no test and has no limits; a build does not run
 * it. Command:
 *
 * <pre>{@code
 * mvn -q -pl pipeline -am test -Dtest=DriverBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * }</pre>
 *
 * <p>Another number of trials: {@code -DargLine=-Dbenchmark.trials=1000}.
 */
class DriverBenchmark {

  private static final int TRIALS = Integer.getInteger("benchmark.trials", 10_000);
  private static final int SLOTS = 16;
  private static final QuadraticTrialExecutor LOSSES = losses();

  private static final List<SweepSpec> SPECS =
      List.of(
          spec(32, EarlyStoppingSpec.Rule.NONE),
          spec(32, EarlyStoppingSpec.Rule.ASHA),
          spec(1, EarlyStoppingSpec.Rule.NONE));

  @TempDir Path folder;

  private static QuadraticTrialExecutor losses() {
    QuadraticTrialExecutor losses = QuadraticTrialExecutor.sequential(SweepSpecs.BEST);
    losses.close();
    return losses;
  }

  @Test
  void closedForm() {
    for (SweepSpec spec : SPECS) {
      try (var executor = QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2)) {
        search("closed form", spec, executor);
      }
    }
  }

  @Test
  void sparkTasks() {
    for (SweepSpec spec : SPECS) {
      SweepLayout layout = new SweepLayout(folder.resolve("spark " + what(spec)).toUri());
      try (var executor =
          SparkTrialExecutor.running(LocalSpark.session(), spec, layout, new NothingTrained())) {
        search("Spark local[2]", spec, executor);
      }
    }
  }

  /**
   * Trials that report each of 1,000 steps: the rows of their curves go from the tasks to the
   * tables, so the driver's own thread has as little to do as without, and the heap stays flat.
   */
  @Test
  void reports() {
    SweepLayout layout = new SweepLayout(folder.resolve("reports").toUri());
    TableFiles tables = TableFiles.of(layout, new Configuration());
    SweepSpec spec =
        SweepSpecs.small()
            .withTrials(TRIALS)
            .with(EarlyStoppingSpec.Rule.NONE)
            .with(new ExecutionSpec.Lanes.Fixed(32))
            .spec();
    Heap heap = new Heap(TRIALS);
    var threads = ManagementFactory.getThreadMXBean();
    long start = System.nanoTime();
    long cpu = threads.getCurrentThreadCpuTime();
    try (Study study =
        Study.of(StudyLog.open(LogStore.at(layout.log()), LeaseHolder.thisProcess(0)))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "benchmark", 0));
      try (TableSink sink = TableSink.open(spec, tables, study);
          TrialExecutor executor = new ClosedFormTrials(tables, 2, 0, 1)) {
        Sweep.of(spec, study, executor, SweepObserver.all(List.of(sink, heap))).explore();
      }
    }
    double driver = (threads.getCurrentThreadCpuTime() - cpu) / 1e9 / TRIALS;
    double seconds = (System.nanoTime() - start - heap.nanos) / 1e9;
    String what = "%d per trial".formatted(SweepSpecs.STEPS);
    print("reports", what, TRIALS * (double) SweepSpecs.STEPS / seconds, "reports/s");
    print("reports", what, 1e3 * driver, "ms of the driver per trial");
    print("reports", what, 100 * SLOTS * driver, "% of the driver, 16 slots of 1 s a trial");
    System.out.printf(
        "%-18s %-20s heap in MB after each quarter: %s%n", "reports", what, heap.megas);
  }

  @Test
  void suggestions() {
    SobolSampler sampler = new SobolSampler(7);
    SweepSpec spec = spec(1, EarlyStoppingSpec.Rule.NONE);
    time(sampler, spec, 0, 5_000);
    print("Sobol suggestion", "of the first 100", time(sampler, spec, 0, 100) / 1e3, "µs");
    print("Sobol suggestion", "from the 10,001st", time(sampler, spec, 10_000, 100) / 1e3, "µs");
  }

  /** The median time of a suggestion, in nanoseconds. */
  private static double time(SobolSampler sampler, SweepSpec spec, int from, int count) {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      sampler.suggest(spec.search().space(), from + i, History.none());
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[count / 2];
  }

  /** The task of a pack that trains nothing. */
  private static final class NothingTrained implements Function<String, String> {
    @Serial private static final long serialVersionUID = 1;

    @Override
    public String call(String assignment) {
      return PackJson.write(LOSSES.run(PackAssignment.parse(assignment).pack()));
    }
  }

  private static SweepSpec spec(int lanes, EarlyStoppingSpec.Rule rule) {
    return SweepSpecs.small()
        .withTrials(TRIALS)
        .with(rule)
        .with(new ExecutionSpec.Lanes.Fixed(lanes))
        .spec();
  }

  private static int lanes(SweepSpec spec) {
    return ((ExecutionSpec.Lanes.Fixed) spec.execution().lanes()).count();
  }

  private static String what(SweepSpec spec) {
    boolean stops = spec.search().earlyStopping().stopsEarly();
    return "packs of %d%s".formatted(lanes(spec), stops ? ", ASHA" : "");
  }

  private void search(String name, SweepSpec spec, TrialExecutor executor) {
    SweepLayout layout = new SweepLayout(folder.resolve(name + " " + what(spec)).toUri());
    // With ASHA lanes are counted once a rung: 1, 1/3 and 1/9 of the trials.
    boolean stops = spec.search().earlyStopping().stopsEarly();
    Heap heap = new Heap(stops ? TRIALS * 13 / 9.0 : TRIALS);
    long start = System.nanoTime();
    try (Study study =
        Study.of(StudyLog.open(LogStore.at(layout.log()), LeaseHolder.thisProcess(0)))) {
      study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "benchmark", 0));
      try (TableSink sink =
          TableSink.open(spec, TableFiles.of(layout, new Configuration()), study)) {
        Sweep.of(spec, study, executor, SweepObserver.all(List.of(sink, heap))).explore();
      }
      double seconds = (System.nanoTime() - start - heap.nanos) / 1e9;
      int packs = Integer.parseInt(study.state().nextPackId().substring(1)) - 1;
      String what = what(spec);
      print(name, what, TRIALS / seconds, "trials/s");
      print(name, what, packs / seconds, "packs/s");
      System.out.printf("%-18s %-20s heap in MB after each quarter: %s%n", name, what, heap.megas);
      System.out.printf("%-18s %-20s trials/s in each quarter: %s%n", name, what, heap.rates);
    }
  }

  private static void print(String name, String what, double value, String unit) {
    System.out.printf(Locale.ROOT, "%-18s %-20s %10.1f %s%n", name, what, value, unit);
  }

  /** Looks at the heap and the clock four times, without the time that takes counting. */
  private static final class Heap implements SweepObserver {
    private final List<Long> megas = new ArrayList<>();
    private final List<Long> rates = new ArrayList<>();
    private long since = System.nanoTime();
    private final double lanes;
    private long nanos;
    private int trials;

    /** So many lanes in all. */
    Heap(double lanes) {
      this.lanes = lanes;
    }

    @Override
    public void packCommitted(PackReport report, StudyState state) {
      trials += report.lanes().size();
      if (trials >= (megas.size() + 1) * lanes / 4) {
        long start = System.nanoTime();
        rates.add(Math.round(TRIALS / 4.0 / ((start - since) / 1e9)));
        System.gc();
        megas.add(
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (1024 * 1024));
        since = System.nanoTime();
        nanos += since - start;
      }
    }
  }
}

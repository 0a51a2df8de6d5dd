package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.testing.ClosedFormTrials;
import org.musweep.pipeline.testing.LocalSpark;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;
import org.musweep.pipeline.trial.TrialExecutor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What trials cost besides their training: a search whose trials train nothing, end to end (suggest
 * with Sobol, pack, run, log on the disk, tables), on two slots. Prints the heap that is held after
 * each quarter, and the trials a second in each.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SearchBenchmark {

  /**
   * What runs packs: {@code threads} of the same JVM, {@code spark} tasks on two cores, or {@code
   * reports}, threads that put each of a trial's steps into the table of curves.
   */
  @Param({"threads", "spark"})
  public String executor;

  /** Lanes of a pack. */
  @Param({"32", "1"})
  public int lanes;

  /** The rule of early stopping. */
  @Param({"NONE", "ASHA"})
  public EarlyStoppingSpec.Rule rule;

  /** Trials of the search. */
  @Param({"10000"})
  public int trials;

  private SweepSpec spec;
  private Path folder;
  private SearchCost cost;

  /** A new study. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    spec =
        SweepSpecs.small()
            .withTrials(trials)
            .with(rule)
            .with(new ExecutionSpec.Lanes.Fixed(lanes))
            .spec();
    folder = Files.createTempDirectory("search");
    // With ASHA lanes are counted once a rung: 1, 1/3 and 1/9 of the trials.
    cost = new SearchCost(spec.search().earlyStopping().stopsEarly() ? trials * 13 / 9.0 : trials);
  }

  /** The whole search. */
  @Benchmark
  public void search() {
    StubSearch.run(spec, folder, this::executor, cost);
  }

  private TrialExecutor executor(SweepLayout layout, TableFiles tables) {
    return switch (executor) {
      case "threads" -> QuadraticTrialExecutor.pooled(SweepSpecs.BEST, 2);
      case "reports" -> new ClosedFormTrials(tables, 2, 0, 1);
      case "spark" ->
          SparkTrialExecutor.running(LocalSpark.session(), spec, layout, new StubSearch.Task(0));
      default -> throw new IllegalArgumentException(executor);
    };
  }

  /** Prints the heap and the rates. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    System.out.println(cost);
    org.apache.commons.io.FileUtils.deleteDirectory(folder.toFile());
  }
}

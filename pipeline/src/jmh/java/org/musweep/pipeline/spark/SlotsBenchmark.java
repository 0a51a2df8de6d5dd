package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.testing.SweepSpecs;
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
 * A search on many slots, each trial a pack of its own that takes a while: it would take {@code
 * trials / slots · millis} if slots never waited.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class SlotsBenchmark {

  /** Packs at once, as tasks of this JVM. */
  @Param("16")
  public int slots;

  /** Trials of the search. */
  @Param("320")
  public int trials;

  /** How long a trial takes. */
  @Param("1000")
  public int millis;

  private SparkSession session;
  private SweepSpec spec;
  private Path folder;

  /** As many slots as asked for, however few cores there are. */
  @Setup(Level.Trial)
  public void startSpark() {
    SparkSession.Builder builder = SparkSession.builder();
    PackSettings.preferred().forEach(builder::config);
    session =
        builder
            .appName("slots")
            .master("local[" + slots + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
  }

  /** A new study. */
  @Setup(Level.Iteration)
  public void open() throws IOException {
    spec =
        SweepSpecs.small()
            .withTrials(trials)
            .with(EarlyStoppingSpec.Rule.NONE)
            .with(new ExecutionSpec.Lanes.Fixed(1))
            .spec();
    folder = Files.createTempDirectory("slots");
  }

  /** The whole search. */
  @Benchmark
  public void search() {
    StubSearch.run(
        spec,
        folder,
        (layout, tables) ->
            SparkTrialExecutor.running(session, spec, layout, new StubSearch.Task(millis)),
        SweepObserver.all(List.of()));
  }

  /** Deletes the study. */
  @TearDown(Level.Iteration)
  public void close() throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
  }
}

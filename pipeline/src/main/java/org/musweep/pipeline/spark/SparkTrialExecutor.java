package org.musweep.pipeline.spark;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;

/**
 * Runs each pack as a Spark job of one task, so that a slow pack holds up nobody and a crash costs
 * its own pack only.
 *
 * <p>Jobs are submitted from as many threads as there are slots and carry the pack's id as their
 * job group.
 */
public final class SparkTrialExecutor implements TrialExecutor {

  private final JavaSparkContext spark;
  private final SweepSpec spec;
  private final String sweepFile;
  private final SweepLayout layout;
  private final String data;
  private final int slots;
  private final ExecutorService threads;
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final Function<String, String> task;

  private SparkTrialExecutor(
      SparkSession session,
      SweepSpec spec,
      String sweepFile,
      SweepLayout layout,
      String data,
      java.util.function.Function<LongAccumulator, Function<String, String>> task) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.spec = spec;
    this.sweepFile = sweepFile;
    this.layout = layout;
    this.data = data;
    this.slots = Math.max(1, spark.defaultParallelism() / spec.execution().coresPerPack());
    this.task = task.apply(session.sparkContext().longAccumulator(LaneStepMeter.NAME));
    this.threads =
        Executors.newFixedThreadPool(
            slots,
            submission -> {
              Thread thread = new Thread(submission, "pack-submission");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * An executor for the packs of one run.
   *
   * @param sweepFile the text of the sweep file, which travels with every pack
   * @param data the folder of the prepared data
   */
  public static SparkTrialExecutor on(
      SparkSession session, SweepSpec spec, String sweepFile, SweepLayout layout, String data) {
    var device = spec.execution().device();
    return new SparkTrialExecutor(
        session, spec, sweepFile, layout, data, steps -> new PackFunction(steps, device));
  }

  /** The same with tasks that do something else with a pack's assignment. */
  static SparkTrialExecutor running(
      SparkSession session, SweepSpec spec, SweepLayout layout, Function<String, String> task) {
    return new SparkTrialExecutor(session, spec, "", layout, "", steps -> task);
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    int attempt = attempts.computeIfAbsent(pack.id(), key -> new AtomicInteger()).getAndIncrement();
    String assignment =
        new PackAssignment(sweepFile, layout, data, spec.execution().coresPerPack(), attempt, pack)
            .toJson();
    PackFuture future = new PackFuture(pack);
    threads.execute(() -> future.follow(assignment));
    return future;
  }

  /** A pack's report to be; cancelling it cancels the pack's Spark job. */
  private final class PackFuture extends CompletableFuture<PackReport> {

    private final Pack pack;

    PackFuture(Pack pack) {
      this.pack = pack;
    }

    void follow(String assignment) {
      try {
        if (!isDone()) {
          complete(run(pack, assignment));
        }
      } catch (Throwable e) {
        // Spark throws checked exceptions that its methods do not declare.
        completeExceptionally(spark.sc().isStopped() ? stopped(e) : known(pack, e));
      }
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      boolean cancelled = super.cancel(mayInterruptIfRunning);
      if (cancelled) {
        spark.cancelJobGroup(pack.id());
      }
      return cancelled;
    }
  }

  /** A pack that ends because Spark was stopped under it is not lost: the run is being ended. */
  private static CancellationException stopped(Throwable cause) {
    CancellationException cancelled = new CancellationException("Spark was stopped");
    cancelled.initCause(cause);
    return cancelled;
  }

  /** A task's storage failure, which arrives here as words, is made one again. */
  private static Throwable known(Pack pack, Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    int start = message.indexOf(StorageException.class.getName());
    return start < 0
        ? failure
        : new StorageException(
            "Cannot keep what pack %s trained: %s"
                .formatted(pack.id(), message.substring(start).lines().findFirst().orElse("")));
  }

  private PackReport run(Pack pack, String assignment) {
    spark.setJobGroup(pack.id(), "pack " + pack.id(), true);
    try {
      List<String> reports = spark.parallelize(List.of(assignment), 1).map(task).collect();
      return PackJson.readReport(reports.get(0));
    } finally {
      spark.clearJobGroup();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    spark.sc().cancelAllJobs();
  }
}

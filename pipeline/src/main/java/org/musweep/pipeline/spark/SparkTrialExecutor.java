package org.musweep.pipeline.spark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.PackJson;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.LogContext;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.LostExecutorException;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.StalledPackException;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.UnluckyPackException;
import scala.reflect.ClassTag;

/**
 * Runs each pack as a Spark job of one task, so that a slow pack holds up nobody and a crash costs
 * its own pack only.
 *
 * <p>Jobs are submitted from one thread each, while they run, and carry the pack's id as their job
 * group.
 */
public final class SparkTrialExecutor implements TrialExecutor {

  /** Spark puts local properties of such names into the logging context of tasks. */
  private static final String TASK_CONTEXT = "mdc.";

  private static final ClassTag<String> STRINGS = ClassTag.apply(String.class);

  private final JavaSparkContext spark;
  private final SweepSpec spec;
  private final String sweepFile;
  private final SweepLayout layout;
  private final String data;
  private final PackSlots slots;
  private final ExecutorService threads;
  private final LostExecutors lostExecutors = new LostExecutors();
  private final Quarantine quarantine = new Quarantine();
  private final PackJob job;
  private final Optional<PackJob> probe;

  private SparkTrialExecutor(
      SparkSession session,
      SweepSpec spec,
      String sweepFile,
      SweepLayout layout,
      String data,
      java.util.function.Function<LongAccumulator, Function<String, String>> task,
      Optional<PackJob> probe) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.spec = spec;
    this.sweepFile = sweepFile;
    this.layout = layout;
    this.data = data;
    this.slots = PackSlots.of(session.sparkContext(), spec.execution().coresPerPack());
    this.job = new PackJob(task.apply(session.sparkContext().longAccumulator(LaneStepMeter.NAME)));
    this.probe = probe;
    spark.sc().addSparkListener(lostExecutors);
    this.threads =
        Executors.newCachedThreadPool(
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
        session,
        spec,
        sweepFile,
        layout,
        data,
        steps -> new PackFunction(steps, device),
        Optional.of(new PackJob(new LaneProbeFunction(device))));
  }

  /** The same with tasks that do something else with a pack's assignment. */
  static SparkTrialExecutor running(
      SparkSession session, SweepSpec spec, SweepLayout layout, Function<String, String> task) {
    return new SparkTrialExecutor(session, spec, "", layout, "", steps -> task, Optional.empty());
  }

  @Override
  public int slots() {
    return slots.count();
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    String assignment = assignment(pack);
    PackFuture future = new PackFuture(pack);
    threads.execute(() -> future.follow(assignment));
    return future;
  }

  @Override
  public List<LaneTime> timeLanes(Pack pack) {
    lostExecutors.watch(pack.id());
    try {
      return probe
          .map(each -> PackJson.readTimes(result(each, pack, assignment(pack))))
          .orElse(List.of());
    } catch (Throwable e) {
      // Spark throws checked exceptions that its methods do not declare.
      if (spark.sc().isStopped() || lostExecutors.of(pack.id()).loss().isEmpty()) {
        throw e;
      }
      return List.of();
    } finally {
      lostExecutors.forget(pack.id());
    }
  }

  private String assignment(Pack pack) {
    return new PackAssignment(sweepFile, layout, data, spec.execution().coresPerPack(), pack)
        .toJson();
  }

  /** A pack's report to be; cancelling it cancels the pack's Spark job. */
  private final class PackFuture extends CompletableFuture<PackReport> {

    private final Pack pack;

    PackFuture(Pack pack) {
      this.pack = pack;
    }

    void follow(String assignment) {
      lostExecutors.watch(pack.id());
      try {
        quarantine.enter(pack);
        try {
          if (!isDone()) {
            complete(run(pack, assignment));
          }
        } finally {
          quarantine.leave(pack);
        }
      } catch (Throwable e) {
        // Spark throws checked exceptions that its methods do not declare.
        completeExceptionally(spark.sc().isStopped() ? stopped(e) : known(pack, e));
      } finally {
        lostExecutors.forget(pack.id());
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

  /** What a failed job means for its pack, as far as that is known. */
  private Throwable known(Pack pack, Throwable failure) {
    Matcher stall = StepWatchdog.REASON.matcher(String.valueOf(failure.getMessage()));
    if (stall.find()) {
      return new StalledPackException(StalledPackException.Remains.IN_DRIVER, stall.group());
    }
    LostExecutors.Ending ending = lostExecutors.of(pack.id());
    if (ending.filler().isPresent()) {
      return new UnluckyPackException(
          "its executor was about to end, as pack %s had filled its heap"
              .formatted(ending.filler().get()));
    }
    if (ending.loss().isPresent()) {
      LostExecutors.Loss loss = ending.loss().get();
      return note(loss.executor())
          .<Throwable>map(note -> meaning(pack, note))
          .orElseGet(() -> lost(pack, loss));
    }
    return ending.exception().isEmpty() ? failure : thrown(pack, ending.exception());
  }

  /** What a task threw arrives here as words. */
  private static RuntimeException thrown(Pack pack, String exception) {
    int storage = exception.indexOf(StorageException.class.getName());
    if (storage >= 0) {
      return new StorageException(
          "Cannot keep what pack %s trained: %s"
              .formatted(pack.id(), firstLine(exception.substring(storage))));
    }
    return exception.contains(OutOfMemoryError.class.getName())
        ? new LostExecutorException(LostExecutorException.Blame.MEMORY, firstLine(exception))
        : new IllegalStateException(firstLine(exception));
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private Throwable lost(Pack pack, LostExecutors.Loss loss) {
    if (!loss.alone()) {
      quarantine.suspect(pack);
    }
    return loss.meaning();
  }

  private Optional<StallNote> note(String executor) {
    var place = StallNote.place(layout, spark.sc().applicationId(), executor);
    return StallNote.read(Documents.of(spark.hadoopConfiguration()), place);
  }

  private static RuntimeException meaning(Pack pack, StallNote note) {
    return note.pack().equals(pack.id())
        ? new StalledPackException(StalledPackException.Remains.ENDED, note.reason())
        : new UnluckyPackException(
            "its executor was ended, as pack %s %s".formatted(note.pack(), note.reason()));
  }

  private PackReport run(Pack pack, String assignment) {
    return LogContext.RUN.during(
        layout.name(),
        () ->
            LogContext.PACK.during(
                pack.id(), () -> PackJson.readReport(result(job, pack, assignment))));
  }

  private String result(PackJob job, Pack pack, String assignment) {
    spark.setJobGroup(pack.id(), "pack " + pack.id(), true);
    spark.setLocalProperty(TASK_CONTEXT + LogContext.RUN.key(), layout.name());
    spark.setLocalProperty(TASK_CONTEXT + LogContext.PACK.key(), pack.id());
    try {
      Object results =
          spark.sc().runJob(spark.parallelize(List.of(assignment), 1).rdd(), job, STRINGS);
      return ((String[]) results)[0];
    } finally {
      spark.clearJobGroup();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    spark.sc().cancelAllJobs();
    spark.sc().removeSparkListener(lostExecutors);
  }
}

package org.musweep.pipeline.spark;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.musweep.pipeline.trial.LostExecutorException;
import org.musweep.pipeline.trial.LostExecutorException.Blame;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What became of the executors that packs were lost with, as Spark tells it: how a process ended,
 * and what else it trained. A job's own exception knows neither for certain.
 */
final class LostExecutors extends SparkListener {

  private static final String GROUP = "spark.jobGroup.id";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern EXIT_CODE = Pattern.compile("(?:code|status:?) (\\d+)");

  /** Exit codes of a process that was sent SIGKILL or SIGTERM, or was given up by Spark. */
  private static final Set<Integer> FROM_OUTSIDE = Set.of(137, 143, 56);

  /** Exit code of a Java process that Spark ended as its heap was full. */
  private static final int HEAP_IS_FULL = 52;

  private final Map<Integer, String> packs = new ConcurrentHashMap<>();
  private final Map<Integer, Watched> jobs = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> trained = new ConcurrentHashMap<>();
  private final Map<String, String> fillers = new ConcurrentHashMap<>();
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  /**
   * How a pack's executor ended.
   *
   * @param executor its number
   * @param itself whether it ended by itself, as far as Spark can tell
   * @param reason in Spark's words
   * @param alone whether it trained no other pack
   */
  record Loss(String executor, boolean itself, String reason, boolean alone) {

    /** What that says of the pack. */
    LostExecutorException meaning() {
      return new LostExecutorException(blame(), "executor %s: %s".formatted(executor, reason));
    }

    private Blame blame() {
      Matcher code = EXIT_CODE.matcher(reason);
      if (!itself || !alone || !code.find()) {
        return Blame.UNKNOWN;
      }
      int exit = Integer.parseInt(code.group(1));
      if (FROM_OUTSIDE.contains(exit)) {
        return Blame.UNKNOWN;
      }
      return exit == HEAP_IS_FULL ? Blame.MEMORY : Blame.PACK;
    }
  }

  /**
   * Why the first attempt at a pack's task failed; Spark's own account is of the last one.
   *
   * @param loss how its executor ended, if that is what happened
   * @param exception what the task threw, with its stack trace; empty if it did not
   * @param filler the other pack that had filled the executor's heap before, if one had: Spark
   *     hears of that at once and may hand over the next pack in the moments before the process
   *     ends
   */
  record Ending(Optional<Loss> loss, String exception, Optional<String> filler) {
    static final Ending UNKNOWN = new Ending(Optional.empty(), "", Optional.empty());
  }

  private static final class Watched {
    private final CompletableFuture<Ending> end = new CompletableFuture<>();
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private volatile Ending ending = Ending.UNKNOWN;
  }

  /** Notes from now on what becomes of a pack; to be called before its job starts. */
  void watch(String pack) {
    watched.put(pack, new Watched());
  }

  /** Forgets a pack. */
  void forget(String pack) {
    watched.remove(pack);
  }

  /** Why the job of a pack has failed. */
  Ending of(String pack) {
    Watched job = watched.get(pack);
    if (job == null) {
      return Ending.UNKNOWN;
    }
    // Spark tells listeners in its own time, and of the job's end last.
    return job.end
        .completeOnTimeout(Ending.UNKNOWN, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    String pack =
        Optional.ofNullable(start.properties()).orElseGet(Properties::new).getProperty(GROUP, "");
    Watched job = watched.get(pack);
    if (job != null) {
      jobs.put(start.jobId(), job);
      CollectionConverters.asJava(start.stageIds())
          .forEach(stage -> job.stages.add(((Number) stage).intValue()));
      job.stages.forEach(stage -> packs.put(stage, pack));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    String pack = packs.get(start.stageId());
    if (pack != null) {
      trained
          .computeIfAbsent(start.taskInfo().executorId(), absent -> ConcurrentHashMap.newKeySet())
          .add(pack);
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    String pack = packs.get(end.stageId());
    if (pack == null) {
      return;
    }
    Watched job = watched.get(pack);
    boolean first = job != null && end.taskInfo().attemptNumber() == 0;
    if (end.reason() instanceof ExecutorLostFailure failure) {
      // It stays in the set: the others that were lost with it are told of one by one.
      if (first) {
        Optional<String> filler = Optional.ofNullable(fillers.get(failure.execId()));
        job.ending = new Ending(Optional.of(loss(failure)), "", filler);
      }
      return;
    }
    String executor = end.taskInfo().executorId();
    Optional.ofNullable(trained.get(executor)).ifPresent(others -> others.remove(pack));
    if (first && end.reason() instanceof ExceptionFailure failure) {
      job.ending =
          new Ending(Optional.empty(), failure.toErrorString(), filler(executor, pack, failure));
    }
  }

  /** An executor ends itself when a task of it has thrown such an error. */
  private Optional<String> filler(String executor, String pack, ExceptionFailure failure) {
    if (!failure.className().equals(OutOfMemoryError.class.getName())) {
      return Optional.empty();
    }
    return Optional.ofNullable(fillers.putIfAbsent(executor, pack))
        .filter(other -> !other.equals(pack));
  }

  private Loss loss(ExecutorLostFailure failure) {
    boolean alone = trained.getOrDefault(failure.execId(), Set.of()).size() < 2;
    String reason = failure.reason().isDefined() ? failure.reason().get() : "lost";
    return new Loss(failure.execId(), failure.exitCausedByApp(), reason, alone);
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    Watched job = jobs.remove(end.jobId());
    if (job != null) {
      job.stages.forEach(packs::remove);
      job.end.complete(job.ending);
    }
  }
}

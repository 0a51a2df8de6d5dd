package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The packs that an executor runs for a driver. Packs end on the executor's threads; all else here
 * happens on the driver's.
 */
final class RunningPacks implements AutoCloseable {

  private final TrialExecutor executor;
  private final StudyRecorder recorder;
  private final SweepClock clock;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();

  RunningPacks(TrialExecutor executor, StudyRecorder recorder, SweepClock clock) {
    this.executor = executor;
    this.recorder = recorder;
    this.clock = clock;
  }

  private record Running(Pack pack, CompletableFuture<PackReport> future) {}

  private sealed interface Arrival {
    String pack();

    record Reported(String pack, PackReport report) implements Arrival {}

    record Failed(String pack, Throwable cause) implements Arrival {}
  }

  /** How many packs can run at once; an executor that has no slot at the moment lets one wait. */
  int slots() {
    return Math.max(1, executor.slots());
  }

  int freeSlots() {
    return slots() - running.size();
  }

  /** The packs that run, in the order in which they were started. */
  List<Pack> packs() {
    return running.values().stream().map(Running::pack).toList();
  }

  /** Records a pack, and those of its trials that the study does not know, and starts it. */
  void start(int fromStep, int toStep, List<TrialSpec> trials) {
    Pack pack =
        new Pack(recorder.state().nextPackId(), trials.get(0).shape(), fromStep, toStep, trials);
    List<Event> events = new ArrayList<>();
    for (TrialSpec trial : trials) {
      if (recorder.state().trial(trial.id()).isEmpty()) {
        events.add(new Event.TrialSuggested(trial));
      }
    }
    events.add(new Event.PackStarted(pack, clock.currentTimeMillis()));
    recorder.record(events);
    CompletableFuture<PackReport> future = submit(pack);
    running.put(pack.id(), new Running(pack, future));
    var unused =
        future.whenComplete(
            (report, failure) ->
                arrivals.add(
                    failure == null
                        ? new Arrival.Reported(pack.id(), report)
                        : new Arrival.Failed(pack.id(), failure)));
  }

  private CompletableFuture<PackReport> submit(Pack pack) {
    try {
      return executor.submit(pack);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Waits until a pack has ended, or for so long, and records all packs that have.
   *
   * @throws CancellationException if this thread is interrupted, or the executor was closed
   * @throws StorageException if a pack could not keep what it had trained
   */
  void await(long timeoutNanos) {
    List<Arrival> arrived = new ArrayList<>();
    try {
      Optional.ofNullable(arrivals.poll(timeoutNanos, TimeUnit.NANOSECONDS))
          .ifPresent(arrived::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The sweep was interrupted; it can be resumed");
    }
    arrivals.drainTo(arrived);
    for (Arrival arrival : arrived) {
      // A pack that was cancelled here is gone; what its executor says of it comes too late.
      Optional.ofNullable(running.remove(arrival.pack()))
          .ifPresent(ended -> record(ended.pack(), arrival));
    }
  }

  private void record(Pack pack, Arrival arrival) {
    if (arrival instanceof Arrival.Reported reported) {
      Optional<String> misfit = ReportCheck.misfit(pack, reported.report());
      if (misfit.isPresent()) {
        lose(pack, "its report does not fit: " + misfit.get());
      } else {
        PackReport report = ReportCheck.withDivergence(reported.report());
        recorder.record(List.of(new Event.PackCommitted(report, clock.currentTimeMillis())));
      }
      return;
    }
    Throwable cause = ((Arrival.Failed) arrival).cause();
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof CancellationException || cause instanceof RejectedExecutionException) {
      throw new CancellationException(
          "The executor was closed while pack %s was to run; the sweep can be resumed"
              .formatted(pack.id()));
    }
    if (cause instanceof StorageException storage) {
      // Not the trials' fault: they are to be trained again when there is room again.
      throw storage;
    }
    lose(pack, cause.toString());
  }

  private void lose(Pack pack, String reason) {
    recorder.record(List.of(new Event.PackLost(pack.id(), reason)));
  }

  /** Cancels all packs that run and records them as lost. */
  void cancel(String reason) {
    List<Pack> packs = packs();
    close();
    packs.forEach(pack -> lose(pack, reason));
  }

  /** Cancels all packs that run and records nothing: they are as if the driver had died. */
  @Override
  public void close() {
    List<Running> left = List.copyOf(running.values());
    running.clear();
    left.forEach(pack -> pack.future().cancel(true));
  }
}

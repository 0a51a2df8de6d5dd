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
import org.musweep.pipeline.trial.LostExecutorException;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.StalledPackException;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.UnluckyPackException;

/**
 * The packs that an executor runs for a driver. Packs end on the executor's threads; all else here
 * happens on the driver's.
 */
final class RunningPacks implements AutoCloseable {

  private final TrialExecutor executor;
  private final SweepClock clock;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private Optional<RuntimeException> end = Optional.empty();
  private Optional<StalledTrainerException> stalled = Optional.empty();

  RunningPacks(TrialExecutor executor, SweepClock clock) {
    this.executor = executor;
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

  /** Whether no more packs may start, as one hangs in this process, which has to end. */
  boolean isStalled() {
    return stalled.isPresent();
  }

  /**
   * Ends the driver if a pack hangs in its process; to be called when the others have ended.
   *
   * @throws StalledTrainerException if one does
   */
  void endIfStalled() {
    if (stalled.isPresent()) {
      throw stalled.get();
    }
  }

  /** Hands a pack, which is recorded, to the executor. */
  void submit(Pack pack) {
    CompletableFuture<PackReport> future = handOver(pack);
    running.put(pack.id(), new Running(pack, future));
    var unused =
        future.whenComplete(
            (report, failure) ->
                arrivals.add(
                    failure == null
                        ? new Arrival.Reported(pack.id(), report)
                        : new Arrival.Failed(pack.id(), failure)));
  }

  private CompletableFuture<PackReport> handOver(Pack pack) {
    try {
      return executor.submit(pack);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Waits until a pack has ended, or for so long.
   *
   * @return what became of all packs that have, to be recorded
   * @throws CancellationException if this thread is interrupted, or the executor was closed
   * @throws StorageException if a pack could not keep what it had trained
   */
  List<Event> await(long timeoutNanos) {
    List<Arrival> arrived = new ArrayList<>();
    if (end.isPresent()) {
      // What arrived together with it has been recorded by now.
      throw end.get();
    }
    try {
      Optional.ofNullable(arrivals.poll(timeoutNanos, TimeUnit.NANOSECONDS))
          .ifPresent(arrived::add);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The sweep was interrupted; it can be resumed");
    }
    arrivals.drainTo(arrived);
    List<Event> events = new ArrayList<>();
    for (Arrival arrival : arrived) {
      // A pack that was cancelled here is gone; what its executor says of it comes too late.
      Optional<Running> ended = Optional.ofNullable(running.remove(arrival.pack()));
      try {
        ended.ifPresent(pack -> events.add(event(pack.pack(), arrival)));
      } catch (CancellationException | StorageException e) {
        end = end.isPresent() ? end : Optional.of(e);
      }
    }
    if (events.isEmpty() && end.isPresent()) {
      throw end.get();
    }
    return events;
  }

  private Event event(Pack pack, Arrival arrival) {
    if (arrival instanceof Arrival.Reported reported) {
      Optional<String> misfit = ReportCheck.misfit(pack, reported.report());
      return misfit.isPresent()
          ? new Event.PackLost(pack.id(), "its report does not fit: " + misfit.get())
          : new Event.PackCommitted(
              ReportCheck.withDivergence(reported.report()), clock.currentTimeMillis());
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
    if (cause instanceof UnluckyPackException) {
      return new Event.PackCancelled(pack.id(), String.valueOf(cause.getMessage()));
    }
    if (cause instanceof StalledPackException stall) {
      String reason = String.valueOf(stall.getMessage());
      if (stall.remains() == StalledPackException.Remains.IN_DRIVER && stalled.isEmpty()) {
        stalled = Optional.of(new StalledTrainerException(pack.id(), reason));
      }
      return new Event.PackLost(pack.id(), Event.PackLost.Cause.STALL, reason);
    }
    if (cause instanceof LostExecutorException lost) {
      Event.PackLost.Cause blame =
          switch (lost.blame()) {
            case PACK -> Event.PackLost.Cause.EXECUTOR;
            case MEMORY -> Event.PackLost.Cause.MEMORY;
            case UNKNOWN -> Event.PackLost.Cause.KILLED;
          };
      return new Event.PackLost(pack.id(), blame, String.valueOf(lost.getMessage()));
    }
    return new Event.PackLost(pack.id(), cause.toString());
  }

  /**
   * Cancels all packs that run.
   *
   * @return that they are called off, to be recorded
   */
  List<Event> cancel(String reason) {
    List<Pack> packs = packs();
    close();
    return packs.stream().<Event>map(pack -> new Event.PackCancelled(pack.id(), reason)).toList();
  }

  /** Cancels all packs that run and records nothing: they are as if the driver had died. */
  @Override
  public void close() {
    List<Running> left = List.copyOf(running.values());
    running.clear();
    left.forEach(pack -> pack.future().cancel(true));
  }
}

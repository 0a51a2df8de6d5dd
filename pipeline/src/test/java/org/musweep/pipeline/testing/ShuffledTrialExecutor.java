package org.musweep.pipeline.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;

/** Ends packs in a random order: of those that run, any may be next. */
public final class ShuffledTrialExecutor implements TrialExecutor {

  private final Function<Pack, PackReport> training;
  private final int slots;
  private final Random random;
  private final BlockingQueue<Running> submitted = new LinkedBlockingQueue<>();
  private final Thread thread;

  private record Running(Pack pack, CompletableFuture<PackReport> future) {}

  /**
   * An executor that is at work.
   *
   * @param training what becomes of a pack, such as {@link QuadraticTrialExecutor#run}
   * @param slots how many packs run at once
   * @param seed of the order
   */
  public ShuffledTrialExecutor(Function<Pack, PackReport> training, int slots, long seed) {
    this.training = training;
    this.slots = slots;
    random = new Random(seed);
    thread = new Thread(this::work, "shuffled-packs");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    CompletableFuture<PackReport> future = new CompletableFuture<>();
    submitted.add(new Running(pack, future));
    return future;
  }

  private void work() {
    List<Running> running = new ArrayList<>();
    try {
      while (true) {
        if (running.isEmpty()) {
          running.add(submitted.take());
        }
        submitted.drainTo(running);
        Running next = running.remove(random.nextInt(running.size()));
        next.future().complete(training.apply(next.pack()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package org.musweep.pipeline.trial;

import java.util.concurrent.CompletableFuture;

/** Runs packs, somewhere else and at the same time. */
public interface TrialExecutor extends AutoCloseable {

  /** How many packs can run at once. */
  int slots();

  /**
   * Starts a pack. The future completes with a report even when trials diverge or throw; it
   * completes exceptionally only when the pack as a whole was lost (a dead executor, say): with a
   * {@link StalledPackException} if it hung, and with an {@link UnluckyPackException} if it was
   * ended because another one did.
   */
  CompletableFuture<PackReport> submit(Pack pack);

  /** Cancels what runs and waits until it has ended. */
  @Override
  void close();
}

package org.musweep.pipeline.trial;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Runs packs, somewhere else and at the same time. */
public interface TrialExecutor extends AutoCloseable {

  /** How many packs can run at once. */
  int slots();

  /**
   * Starts a pack. The future completes with a report even when trials diverge or throw; it
   * completes exceptionally only when the pack as a whole was lost (a dead executor, say): with a
   * {@link LostExecutorException} where it is known how, with a {@link StalledPackException} if it
   * hung, and with an {@link UnluckyPackException} if it was ended because another one did.
   */
  CompletableFuture<PackReport> submit(Pack pack);

  /**
   * Times a step of stacks of the pack's first lanes: 1, 2, 4 and so on, up to all of them, what
   * memory allows, or where more lanes gain nothing. Nothing of the pack is kept.
   *
   * @return empty if this executor cannot tell
   */
  default List<LaneTime> timeLanes(Pack pack) {
    return List.of();
  }

  /** Cancels what runs and waits until it has ended. */
  @Override
  void close();
}

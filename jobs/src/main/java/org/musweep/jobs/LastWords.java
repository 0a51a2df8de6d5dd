package org.musweep.jobs;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sees to it that all that was written to the error stream arrives before the process ends.
 *
 * <p>The launcher filters that stream, and says so in the system property {@value #FILTERED}. Who
 * waits for this process alone would miss what the filter has not passed on by then.
 */
final class LastWords {

  private static final String FILTERED = "musweep.filtered";
  private static final int PATIENCE_SECONDS = 2;

  private LastWords() {}

  /** Closes the error stream and waits for the filter, which is a child of this process. */
  static void said() {
    if (Boolean.getBoolean(FILTERED)) {
      System.err.close();
      CompletableFuture<?>[] ends =
          ProcessHandle.current()
              .children()
              .map(ProcessHandle::onExit)
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(ends)
          .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
          .join();
    }
  }
}

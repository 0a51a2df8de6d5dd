package org.musweep.pipeline.spark;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Watches over a task that trains: when it has made no step for too long, a last resort is called,
 * once, from another thread.
 *
 * <p>Time counts in shares of the timeout that the watching thread itself lives through, so a
 * process that was stopped, or a machine that slept, is not taken for one that hangs.
 */
final class StepWatchdog implements AutoCloseable {

  /** What it says. */
  static final Pattern REASON = Pattern.compile("made no step for [\\w.]+");

  private static final int SHARES = 20;

  private final long shareNanos;
  private final String waited;
  private final Consumer<String> lastResort;
  private final Thread thread;
  private volatile long steps;
  private volatile boolean closed;

  private StepWatchdog(Duration timeout, Consumer<String> lastResort) {
    shareNanos = Math.max(1, timeout.toNanos() / SHARES);
    waited = text(timeout);
    this.lastResort = lastResort;
    thread = new Thread(this::watch, "step-watchdog");
    thread.setDaemon(true);
  }

  /**
   * Watches from now on.
   *
   * @param lastResort told what is wrong, in words that follow the name of a pack
   */
  static StepWatchdog start(Duration timeout, Consumer<String> lastResort) {
    var watchdog = new StepWatchdog(timeout, lastResort);
    watchdog.thread.start();
    return watchdog;
  }

  private static String text(Duration timeout) {
    return timeout.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
  }

  /** A step was made, by the one thread that trains. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void stepped() {
    steps++;
  }

  private void watch() {
    long seen = steps;
    int quiet = 0;
    while (!closed && quiet < SHARES) {
      LockSupport.parkNanos(this, shareNanos);
      quiet = steps == seen ? quiet + 1 : 0;
      seen = steps;
    }
    if (!closed) {
      lastResort.accept("made no step for " + waited);
    }
  }

  /** The task has ended. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}

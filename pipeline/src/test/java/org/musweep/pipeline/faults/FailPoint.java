package org.musweep.pipeline.faults;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the writes of this process, and ends it without a word before the n-th. */
final class FailPoint {

  /** The exit code of a process that ended at its fail-point. */
  static final int EXIT = 99;

  private static final AtomicInteger WRITES = new AtomicInteger();
  private static volatile int fatal = Integer.MAX_VALUE;

  private FailPoint() {}

  /** Ends the process before that write, from 1. */
  static void before(int write) {
    fatal = write;
  }

  /** Whether the next write is the last. */
  static boolean isNext() {
    return WRITES.get() + 1 == fatal;
  }

  /** A write is about to happen. */
  static void write() {
    if (WRITES.incrementAndGet() >= fatal) {
      Runtime.getRuntime().halt(EXIT);
    }
  }

  static int writes() {
    return WRITES.get();
  }

  /** A value of a system property of the child's. */
  static Optional<String> property(String name) {
    return Optional.ofNullable(System.getProperty(name));
  }
}

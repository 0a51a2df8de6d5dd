package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does, up to a deadline. */
final class Progress {

  private static final long DEADLINE_SECONDS = 120;

  private Progress() {}

  /** Waits until something holds, while a process runs. */
  static void await(Process process, BooleanSupplier until) throws InterruptedException {
    long start = System.nanoTime();
    while (!until.getAsBoolean()) {
      boolean ended = process.waitFor(5, TimeUnit.MILLISECONDS);
      assertThat(ended && !until.getAsBoolean()).as("the process ended too early").isFalse();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS));
    }
  }

  /** Waits until there is something, while a process runs. */
  static <T> T awaitAny(Process process, Supplier<Optional<T>> what) throws InterruptedException {
    AtomicReference<T> found = new AtomicReference<>();
    await(
        process,
        () -> {
          what.get().ifPresent(found::set);
          return found.get() != null;
        });
    return found.get();
  }

  /** Waits until something holds, while or after a process of somebody else's runs. */
  static void await(ProcessHandle process, BooleanSupplier until) {
    long start = System.nanoTime();
    while (!until.getAsBoolean()) {
      boolean ended = !process.isAlive();
      assertThat(ended && !until.getAsBoolean()).as("the process ended too early").isFalse();
      assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS));
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** The exit code of a process that ends soon. */
  static int exit(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}

package org.musweep.pipeline.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Adds the driver's own rows (trials, rungs) to a table, several to a file, each row once.
 *
 * <p>After a crash the driver replays its log and adds every row again; what the table holds
 * already is left out. Not thread-safe: it belongs to the driver's thread.
 *
 * @param <R> the row
 */
public final class TableAppender<R> {

  private static final long NANOS_BETWEEN_FILES = 1_000_000_000L;

  private final TableFiles files;
  private final Table<R> table;
  private final long epoch;
  private final Function<R, String> key;
  private final Set<String> known = new HashSet<>();
  private final List<R> pending = new ArrayList<>();
  private int written;
  private long lastNanos;

  private TableAppender(TableFiles files, Table<R> table, long epoch, Function<R, String> key) {
    this.files = files;
    this.table = table;
    this.epoch = epoch;
    this.key = key;
    files.forEach(table, row -> known.add(key.apply(row)));
  }

  /**
   * Opens a table for adding and reads what it holds.
   *
   * @param epoch the driver's epoch in the study log; it keeps file names apart
   * @param key what makes two rows the same row, such as the trial's id
   */
  public static <R> TableAppender<R> open(
      TableFiles files, Table<R> table, long epoch, Function<R, String> key) {
    return new TableAppender<>(files, table, epoch, key);
  }

  /** Keeps a row for the next file, unless its key has been seen. */
  public void add(R row) {
    if (known.add(key.apply(row))) {
      pending.add(row);
    }
  }

  /**
   * Writes what is kept if the last file is at least a second old.
   *
   * @param nowNanos a monotonic time, as {@link System#nanoTime} gives it
   */
  public void flushIfDue(long nowNanos) {
    if (written == 0 || nowNanos - lastNanos >= NANOS_BETWEEN_FILES) {
      if (!pending.isEmpty()) {
        lastNanos = nowNanos;
      }
      flush();
    }
  }

  /** Writes what is kept, if anything, as one file of the table. */
  public void flush() {
    if (pending.isEmpty()) {
      return;
    }
    // A driver that died before its first event was durable had the same epoch.
    while (files.isPublished(table, unit())) {
      written++;
    }
    files.publish(files.stage(table, unit(), 0, pending));
    written++;
    pending.clear();
  }

  private String unit() {
    return "e%04d-%06d".formatted(epoch, written);
  }
}

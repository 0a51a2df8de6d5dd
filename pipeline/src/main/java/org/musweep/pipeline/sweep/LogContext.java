package org.musweep.pipeline.sweep;

import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What a line of the program's log is about, in SLF4J's context: a layout that prints the context
 * shows it. On executors Spark adds the name of the task.
 */
public enum LogContext {
  /** The sweep's name and the run's id, such as {@code quickstart/main}. */
  RUN("run"),
  /** A pack's id. */
  PACK("pack"),
  /** A trial's id. */
  TRIAL("trial");

  private final String key;

  LogContext(String key) {
    this.key = key;
  }

  /** The key in the context. */
  public String key() {
    return key;
  }

  /** Names what the lines of this thread are about while some work is done. */
  public <T> T during(String value, Supplier<T> work) {
    String before = MDC.get(key);
    MDC.put(key, value);
    try {
      return work.get();
    } finally {
      if (before == null) {
        MDC.remove(key);
      } else {
        MDC.put(key, before);
      }
    }
  }

  /** The same for work that has no result. */
  public void during(String value, Runnable work) {
    during(
        value,
        () -> {
          work.run();
          return value;
        });
  }
}

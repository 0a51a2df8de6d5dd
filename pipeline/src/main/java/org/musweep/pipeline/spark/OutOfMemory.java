package org.musweep.pipeline.spark;

import java.util.Locale;
import java.util.stream.Stream;

/** Whether an exception says that there was not enough memory, of whatever kind. */
final class OutOfMemory {

  private OutOfMemory() {}

  /** In Java's words, or in those of PyTorch for a GPU's memory and for the machine's. */
  static boolean is(Throwable exception) {
    return Stream.iterate(exception, each -> each != null, Throwable::getCause)
        .anyMatch(each -> each instanceof OutOfMemoryError || isSaid(each));
  }

  private static boolean isSaid(Throwable exception) {
    String message = String.valueOf(exception.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("out of memory")
        || message.contains("not enough memory")
        || message.contains("can't allocate memory")
        || message.contains("cublas_status_alloc_failed");
  }
}

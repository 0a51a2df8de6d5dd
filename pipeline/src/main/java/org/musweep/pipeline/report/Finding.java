package org.musweep.pipeline.report;

/**
 * Something that a run yields, or why it has not.
 *
 * @param <T> what it yields
 */
public sealed interface Finding<T> {

  /** It is there. */
  record Present<T>(T value) implements Finding<T> {}

  /**
   * It is not there.
   *
   * @param why a sentence for the reader, such as {@code The wide run was not reached.}
   */
  record Absent<T>(String why) implements Finding<T> {}

  /** What was found. */
  static <T> Finding<T> of(T value) {
    return new Present<>(value);
  }

  /** What was not, and why. */
  static <T> Finding<T> absent(String why) {
    return new Absent<>(why);
  }
}

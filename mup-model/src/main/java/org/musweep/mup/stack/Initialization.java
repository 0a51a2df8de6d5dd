package org.musweep.mup.stack;

/** How a parameter starts, at base width and init scale 1. */
public sealed interface Initialization {

  /**
   * Independent normals of mean 0.
   *
   * @param baseStd standard deviation at base width
   */
  record Normal(double baseStd) implements Initialization {}

  /**
   * Normals, but for the first rows, which are 0: the query part of a joint projection, say.
   *
   * @param baseStd standard deviation at base width
   * @param zeroRows number of rows that start at 0
   */
  record NormalAfterZeroRows(double baseStd, int zeroRows) implements Initialization {}

  /** One value everywhere, whatever the init scale. */
  record Constant(double value) implements Initialization {}

  /** All zeros. */
  static Initialization zeros() {
    return new Constant(0);
  }

  /** All ones. */
  static Initialization ones() {
    return new Constant(1);
  }
}

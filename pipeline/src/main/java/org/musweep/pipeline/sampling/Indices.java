package org.musweep.pipeline.sampling;

/** The check of a trial's index that samplers share. */
final class Indices {

  private Indices() {}

  static void check(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("Invalid trial index: " + index + " (must be at least 0)");
    }
  }
}

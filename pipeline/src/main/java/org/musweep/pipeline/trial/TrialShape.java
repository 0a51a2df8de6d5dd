package org.musweep.pipeline.trial;

/**
 * What trials must share to train as lanes of one stack; everything else about a trial may differ
 * from lane to lane.
 *
 * @param rules the rule set's name, such as {@code maximal-update}
 * @param width the model's width
 * @param depth its number of blocks
 * @param batchSize sequences or images per step
 * @param steps the horizon of the learning-rate schedule, in optimizer steps
 */
public record TrialShape(String rules, int width, int depth, int batchSize, int steps) {

  /** Checks that sizes are positive. */
  public TrialShape {
    if (width < 1 || depth < 0 || batchSize < 1 || steps < 1) {
      throw new IllegalArgumentException(
          "Invalid trial shape: width %d, depth %d, batch size %d, steps %d (must be positive)"
              .formatted(width, depth, batchSize, steps));
    }
  }
}

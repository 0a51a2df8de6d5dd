package org.musweep.pipeline.selection;

import java.util.List;

/**
 * The training loss of the chosen settings at one width, by step.
 *
 * @param width the model's width
 * @param seed of the initial weights and the order of the data
 * @param points in the order of the steps, each step once
 */
public record TrainingCurve(int width, long seed, List<Point> points) {

  /**
   * The loss at a step.
   *
   * @param step optimizer steps done
   * @param loss training loss, in nats
   */
  public record Point(int step, double loss) {}

  /** Copies the points and checks their order. */
  public TrainingCurve {
    points = List.copyOf(points);
    for (int i = 1; i < points.size(); i++) {
      if (points.get(i).step() <= points.get(i - 1).step()) {
        throw new IllegalArgumentException(
            "Invalid training curve of width %d: step %d follows step %d (must rise)"
                .formatted(width, points.get(i).step(), points.get(i - 1).step()));
      }
    }
  }
}

package org.musweep.pipeline.selection;

import java.util.List;
import java.util.OptionalDouble;

/**
 * The gradient noise scale of finished runs: the median of what they logged in the middle half of
 * their steps.
 *
 * <p>The scale grows while a model learns, and at the end of a decayed learning rate the gradient
 * is so small that the figure says nothing about a batch size; the middle of the run is what a
 * batch is chosen for. Each logged figure is a smoothed numerator over a smoothed denominator.
 */
public final class MeasuredNoise {

  /**
   * One logged figure.
   *
   * @param step from 1
   * @param noiseScale in examples; NaN where it was not measured
   */
  public record Point(int step, double noiseScale) {}

  private MeasuredNoise() {}

  /**
   * The noise scale, in examples; empty if nothing positive was logged there.
   *
   * @param points of all runs together
   * @param steps of one run
   */
  public static OptionalDouble of(List<Point> points, int steps) {
    List<Double> middle =
        points.stream()
            .filter(point -> 4L * point.step() >= steps && 4L * point.step() <= 3L * steps)
            .map(Point::noiseScale)
            .filter(scale -> scale > 0 && Double.isFinite(scale))
            .sorted()
            .toList();
    int count = middle.size();
    return count == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((middle.get((count - 1) / 2) + middle.get(count / 2)) / 2);
  }
}

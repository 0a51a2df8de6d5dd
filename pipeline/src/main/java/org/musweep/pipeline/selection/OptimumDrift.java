package org.musweep.pipeline.selection;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Where the best learning rate of a width lies, relative to the chosen one. */
public sealed interface OptimumDrift {

  /**
   * The minimum of a parabola in log2 of the learning rate.
   *
   * @param octaves powers of two above the chosen rate; negative below
   */
  record Octaves(double octaves) implements OptimumDrift {}

  /**
   * No parabola has a minimum in sight.
   *
   * @param reason why
   */
  record Unknown(String reason) implements OptimumDrift {}

  /**
   * The minimum of the parabola through the best rate and its neighbours; with the best rate at an
   * end, through the three rates there. A minimum beyond the rates tried is not believed.
   *
   * @param rates in ascending order of their factors; those without a finite mean are left out
   */
  static OptimumDrift of(List<RateLoss> rates) {
    List<RateLoss> usable = rates.stream().filter(rate -> Double.isFinite(rate.mean())).toList();
    if (usable.size() < 3) {
      return new Unknown(
          "only %d learning rates completed (a parabola needs 3)".formatted(usable.size()));
    }
    int best =
        IntStream.range(0, usable.size())
            .boxed()
            .min(Comparator.comparingDouble(i -> usable.get(i).mean()))
            .orElseThrow();
    int middle = Math.min(usable.size() - 2, Math.max(1, best));
    double x0 = log2(usable.get(middle - 1).factor());
    double x1 = log2(usable.get(middle).factor());
    double x2 = log2(usable.get(middle + 1).factor());
    double left = (usable.get(middle).mean() - usable.get(middle - 1).mean()) / (x1 - x0);
    double right = (usable.get(middle + 1).mean() - usable.get(middle).mean()) / (x2 - x1);
    double curvature = (right - left) / (x2 - x0);
    if (!(curvature > 0)) {
      return new Unknown("the losses do not bend upwards around the best learning rate");
    }
    double minimum = (x0 + x1) / 2 - left / (2 * curvature);
    if (minimum < x0 || minimum > x2) {
      return new Unknown(
          minimum < x0
              ? "the optimum lies below the learning rates tried"
              : "the optimum lies above the learning rates tried");
    }
    return new Octaves(minimum);
  }

  private static double log2(double factor) {
    return Math.log(factor) / Math.log(2);
  }
}

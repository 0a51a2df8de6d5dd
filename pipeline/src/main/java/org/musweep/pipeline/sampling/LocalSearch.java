package org.musweep.pipeline.sampling;

import java.util.function.ToDoubleFunction;
import org.hipparchus.exception.MathIllegalStateException;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.BOBYQAOptimizer;
import org.hipparchus.optim.univariate.BrentOptimizer;
import org.hipparchus.optim.univariate.SearchInterval;
import org.hipparchus.optim.univariate.UnivariateObjectiveFunction;

/**
 * Finds a minimum near a start within bounds, without derivatives.
 *
 * @param radius how far the first steps go
 * @param stop the size of a step at which the search ends
 * @param evaluations most evaluations of the function
 */
record LocalSearch(double radius, double stop, int evaluations) {

  /** The best point seen, the start included. */
  double[] least(ToDoubleFunction<double[]> function, double[] start, double[] low, double[] high) {
    if (start.length == 0) {
      return start;
    }
    Best best = new Best(function);
    best.value(start.clone());
    try {
      if (start.length == 1) {
        along(best, start[0], low[0], high[0]);
      } else {
        new BOBYQAOptimizer(2 * start.length + 1, radius, stop)
            .optimize(
                new MaxEval(evaluations),
                new ObjectiveFunction(best::value),
                GoalType.MINIMIZE,
                new InitialGuess(start),
                new SimpleBounds(low, high));
      }
    } catch (MathIllegalStateException e) {
      // Out of evaluations, or of numerical precision: the best point so far is the answer.
      return best.point;
    }
    return best.point;
  }

  private void along(Best best, double start, double low, double high) {
    new BrentOptimizer(1e-8, stop)
        .optimize(
            new MaxEval(evaluations),
            new UnivariateObjectiveFunction(x -> best.value(new double[] {x})),
            GoalType.MINIMIZE,
            new SearchInterval(Math.max(low, start - radius), Math.min(high, start + radius)));
  }

  /** Remembers the best point that the function was asked for. */
  private static final class Best {

    private final ToDoubleFunction<double[]> function;
    private double[] point = {};
    private double value = Double.POSITIVE_INFINITY;

    private Best(ToDoubleFunction<double[]> function) {
      this.function = function;
    }

    double value(double[] at) {
      double found = function.applyAsDouble(at);
      if (found < value || point.length == 0) {
        value = found;
        point = at.clone();
      }
      return found;
    }
  }
}

package org.musweep.pipeline.selection;

import java.util.List;

/**
 * What keeping the chosen learning rate costs at one width.
 *
 * @param width the model's width
 * @param rates losses per learning rate, in the order of the factors
 * @param bestFactor the factor with the lowest mean loss
 * @param regret loss of the chosen rate minus that of the best one, paired over seeds; 0 where the
 *     chosen rate is the best
 * @param drift where the optimum lies
 */
public record WidthCheck(
    int width, List<RateLoss> rates, double bestFactor, Estimate regret, OptimumDrift drift) {

  /** Copies the rates. */
  public WidthCheck {
    rates = List.copyOf(rates);
  }
}

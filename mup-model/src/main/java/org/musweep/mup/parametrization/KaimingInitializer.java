package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/**
 * Values whose size depends on one fan: {@code kaiming_uniform_}, {@code kaiming_normal_}.
 *
 * <p>A matrix of two widths is initialized by its fan-in, in whichever mode; with one width the
 * values keep the size they have in the base model. Source: arXiv:1502.01852 for the form at base
 * width.
 *
 * @param slope the negative slope, {@code a} in PyTorch
 */
public record KaimingInitializer(
    Spread spread, double slope, FanMode mode, Nonlinearity nonlinearity) implements Initializer {

  @Override
  public String label() {
    return switch (spread) {
      case UNIFORM -> "kaiming_uniform_";
      case NORMAL -> "kaiming_normal_";
    };
  }

  @Override
  public boolean isSymmetric() {
    return true;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    WidthChecks.requireFans(this, shape);
    double std = nonlinearity.gain(slope) / Math.sqrt(mode.fan(shape));
    return spread.around0(std * Math.sqrt(correction(shape)));
  }

  /** From the variance at this width to the one that maximal update parametrization asks for. */
  private double correction(InfShape shape) {
    double fan = mode.dim(shape).widthMultiplier();
    return shape.infiniteCount() == 2 ? fan / shape.fanIn().widthMultiplier() : fan;
  }
}

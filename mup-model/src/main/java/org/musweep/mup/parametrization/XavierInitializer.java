package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

/**
 * Values whose size depends on both fans: {@code xavier_uniform_}, {@code xavier_normal_}.
 *
 * <p>The fans are those of the base model, so that an input or readout weight keeps its size when
 * only one of them grows. Source: PMLR v9 glorot10a for the form at base width.
 */
public record XavierInitializer(Spread spread, double gain) implements Initializer {

  @Override
  public String label() {
    return switch (spread) {
      case UNIFORM -> "xavier_uniform_";
      case NORMAL -> "xavier_normal_";
    };
  }

  @Override
  public boolean isSymmetric() {
    return true;
  }

  @Override
  public InitialDistribution distribution(InfShape shape) {
    WidthChecks.requireFans(this, shape);
    InfDim fanIn = shape.fanIn();
    double baseFans = (double) fanIn.baseSize() + shape.fanOut().baseSize();
    double std = gain * Math.sqrt(2 / (baseFans * shape.receptiveField()));
    return spread.around0(
        shape.infiniteCount() == 2 ? std / Math.sqrt(fanIn.widthMultiplier()) : std);
  }
}

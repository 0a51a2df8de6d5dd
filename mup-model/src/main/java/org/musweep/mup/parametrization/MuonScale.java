package org.musweep.mup.parametrization;

import java.util.List;
import java.util.Locale;
import org.musweep.mup.law.SpectralCondition;
import org.musweep.mup.shape.InfShape;

/**
 * What Muon multiplies an orthogonalized update {@code [fan_out, fan_in]} with; of a convolution,
 * fan_in counts the kernel too.
 */
public enum MuonScale {
  /** √(fan_out/fan_in), the spectral norm of arXiv:2310.17813. */
  SPECTRAL {
    @Override
    double of(int fanOut, int fanIn) {
      return new SpectralCondition(fanOut, fanIn).spectralNorm();
    }
  },

  /** √max(1, fan_out/fan_in), as Muon was published and as torch's {@code original} has it. */
  ORIGINAL {
    @Override
    double of(int fanOut, int fanIn) {
      return Math.sqrt(Math.max(1, (double) fanOut / fanIn));
    }
  },

  /**
   * 0.2·√max(fan_out, fan_in), so that updates have the root mean square of AdamW's and one
   * learning rate serves both (arXiv:2502.16982, section 2.2; torch's {@code match_rms_adamw}).
   */
  MATCH_RMS_ADAMW {
    @Override
    double of(int fanOut, int fanIn) {
      return 0.2 * Math.sqrt(Math.max(fanOut, fanIn));
    }
  };

  /** The multiplier of a weight of this shape. */
  public double at(InfShape shape) {
    return of(shape.sizes());
  }

  /** The multiplier that the weight has in the base model. */
  double atBase(InfShape shape) {
    return of(shape.baseSizes());
  }

  abstract double of(int fanOut, int fanIn);

  private double of(List<Integer> sizes) {
    return of(
        sizes.get(0),
        sizes.stream().skip(1).mapToInt(Integer::intValue).reduce(1, Math::multiplyExact));
  }

  /** The name in a sweep file: {@code spectral}, {@code original}, {@code match-rms-adamw}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

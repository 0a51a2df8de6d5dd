package org.musweep.mup.law;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How the best learning rate follows the batch size.
 *
 * <p>Units: batch sizes in examples, or in whatever unit the noise scale was measured in. The laws
 * are derived for one step from one point of a quadratic; they say nothing about what warm-up,
 * weight decay or a duration that is counted in examples does.
 */
public sealed interface BatchSizeLaw {

  /**
   * The best learning rate as a share of the largest that any batch size has; above 0, at most 1.
   *
   * @throws IllegalArgumentException if the batch size is not positive
   */
  double share(double batch);

  /** The batch size beyond which the best learning rate falls again; empty if it never does. */
  default OptionalDouble peak() {
    return OptionalDouble.empty();
  }

  /** What the best learning rate is multiplied with where one batch size is replaced by another. */
  default double factor(double fromBatch, double toBatch) {
    return share(toBatch) / share(fromBatch);
  }

  /** The law's name and where it is from, for people. */
  String source();

  /**
   * Stochastic gradient descent: 1/(1 + B_noise/B), in proportion to a batch that is far below the
   * noise scale.
   *
   * <p>Source: S. McCandlish et al., An empirical model of large-batch training, arXiv:1812.06162.
   *
   * @param noiseScale B_noise = tr(HΣ)/gᵀHg, for which B_simple stands in
   */
  record Gradient(double noiseScale) implements BatchSizeLaw {
    /** Checks that the noise scale is positive. */
    public Gradient {
      Positive.check("noise scale", noiseScale);
    }

    @Override
    public double share(double batch) {
      return 1 / (1 + noiseScale / Positive.check("batch size", batch));
    }

    @Override
    public String source() {
      return "SGD by the gradient noise scale, arXiv:1812.06162";
    }
  }

  /**
   * Adam, AdamW and Muon, whose updates keep their size whatever the gradient's: 1/√(1 +
   * B_simple/B), in proportion to the root of a batch that is far below the noise scale.
   *
   * <p>Source: the mean-field form of the law of S. Li et al., Surge phenomenon in optimal learning
   * rate and batch size scaling, arXiv:2405.14578; J. Su, kexue.fm/archives/11280, whose law for
   * Muon is the same.
   *
   * @param noiseScale B_simple = tr Σ/|g|²
   */
  record Sign(double noiseScale) implements BatchSizeLaw {
    /** Checks that the noise scale is positive. */
    public Sign {
      Positive.check("noise scale", noiseScale);
    }

    @Override
    public double share(double batch) {
      return 1 / Math.sqrt(1 + noiseScale / Positive.check("batch size", batch));
    }

    @Override
    public String source() {
      return "sign-like updates by the gradient noise scale, arXiv:2405.14578 in mean field";
    }
  }

  /**
   * Adam as the sign of the gradient on a diagonal Hessian: β(B) = 1/√(1 + πκ²/2B).
   *
   * <p>Source: arXiv:2405.14578; J. Su, kexue.fm/archives/10542.
   *
   * @param noiseToSignal κ², the squared ratio of a gradient coordinate's noise to its mean
   */
  record DiagonalSign(double noiseToSignal) implements BatchSizeLaw {
    /** Checks that the ratio is positive. */
    public DiagonalSign {
      Positive.check("noise-to-signal ratio", noiseToSignal);
    }

    @Override
    public double share(double batch) {
      return 1 / Math.sqrt(1 + Math.PI * noiseToSignal / (2 * Positive.check("batch size", batch)));
    }

    @Override
    public String source() {
      return "sign updates on a diagonal Hessian, arXiv:2405.14578";
    }
  }

  /**
   * Adam as the sign of the gradient on a Hessian that is not diagonal: 2/(β_noise/β + β/β_noise)
   * with β of {@link DiagonalSign}. Beyond the batch size at which β = β_noise the best learning
   * rate falls again, the surge.
   *
   * <p>Source: arXiv:2405.14578.
   *
   * @param noiseToSignal κ², as there
   * @param surge β_noise; from 1 on there is no peak
   */
  record SurgingSign(double noiseToSignal, double surge) implements BatchSizeLaw {
    /** Checks that both are positive. */
    public SurgingSign {
      Positive.check("noise-to-signal ratio", noiseToSignal);
      Positive.check("surge", surge);
    }

    @Override
    public double share(double batch) {
      double beta = new DiagonalSign(noiseToSignal).share(batch);
      return 2 / (surge / beta + beta / surge);
    }

    @Override
    public OptionalDouble peak() {
      return Optional.of(Math.PI * noiseToSignal / 2 / (1 / (surge * surge) - 1)).stream()
          .filter(batch -> surge < 1)
          .mapToDouble(batch -> batch)
          .findFirst();
    }

    @Override
    public String source() {
      return "sign updates with surge, arXiv:2405.14578";
    }
  }
}

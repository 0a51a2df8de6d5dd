package org.musweep.mup.parametrization;

import java.util.List;

/**
 * What unit scaling multiplies an operation's output and gradients with, so that both start with a
 * standard deviation of about 1: u-μP has the scale in its operations, not in its weights.
 *
 * <p>A table to compare with, like {@link UnitScalingRules}. Multipliers α (1 by default) act
 * inside of an operation and are u-μP's hyperparameters; where a closed form is missing the factors
 * are the source's fits. Source: C. Blake et al., arXiv:2407.17465, appendix B, and
 * graphcore-research/ unit-scaling.
 *
 * @param forward on the output
 * @param backward on the gradient of each input, in the operation's order
 */
public record UnitScalingFactors(double forward, List<Double> backward) {

  private static final double SQRT_2 = Math.sqrt(2);

  /** Of a rectified normal variable about its mean: one over the standard deviation. */
  private static final double RECTIFIED = Math.sqrt(2 / (1 - 1 / Math.PI));

  /** Copies the list. */
  public UnitScalingFactors {
    backward = List.copyOf(backward);
  }

  private record Pair(double output, double gradient) {}

  /** How the factor on an output and the one on its input's gradient are made equal. */
  public enum Constraint {
    /** They are left as they are. */
    NONE {
      @Override
      Pair apply(double output, double gradient) {
        return new Pair(output, gradient);
      }
    },
    /** Both are that of the output. */
    OUTPUT {
      @Override
      Pair apply(double output, double gradient) {
        return new Pair(output, output);
      }
    },
    /** Both are that of the gradient. */
    GRADIENT {
      @Override
      Pair apply(double output, double gradient) {
        return new Pair(gradient, gradient);
      }
    },
    /** Both are their geometric mean. */
    GEOMETRIC_MEAN {
      @Override
      Pair apply(double output, double gradient) {
        double mean = Math.sqrt(output * gradient);
        return new Pair(mean, mean);
      }
    },
    /** Both are their harmonic mean. */
    HARMONIC_MEAN {
      @Override
      Pair apply(double output, double gradient) {
        double mean = 2 / (1 / output + 1 / gradient);
        return new Pair(mean, mean);
      }
    },
    /** Both are their arithmetic mean. */
    ARITHMETIC_MEAN {
      @Override
      Pair apply(double output, double gradient) {
        double mean = (output + gradient) / 2;
        return new Pair(mean, mean);
      }
    };

    /** The factor on the output and the one on the gradient. */
    abstract Pair apply(double output, double gradient);
  }

  /**
   * A linear layer; backward: input, weight.
   *
   * @param batch rows of the input
   */
  public static UnitScalingFactors linear(int fanIn, int fanOut, int batch, Constraint constraint) {
    Pair both = constraint.apply(1 / Math.sqrt(fanIn), 1 / Math.sqrt(fanOut));
    return new UnitScalingFactors(both.output(), List.of(both.gradient(), 1 / Math.sqrt(batch)));
  }

  /** The last linear layer, whose output shrinks with its fan-in; backward: input, weight. */
  public static UnitScalingFactors readout(int fanIn, int fanOut, int batch) {
    return new UnitScalingFactors(
        1.0 / fanIn, List.of(1 / Math.sqrt(fanOut), 1 / Math.sqrt(batch)));
  }

  /** A product of {@code [left, inner]} and {@code [inner, right]}; backward: both. */
  public static UnitScalingFactors product(int left, int inner, int right) {
    return new UnitScalingFactors(
        1 / Math.sqrt(inner), List.of(1 / Math.sqrt(right), 1 / Math.sqrt(left)));
  }

  /** GELU of α x, divided by α. */
  public static UnitScalingFactors gelu(double multiplier) {
    double share = share(4 * multiplier * multiplier);
    return new UnitScalingFactors(between(share, 2, RECTIFIED), List.of(between(share, 2, SQRT_2)));
  }

  /** SiLU, x · σ(α x). */
  public static UnitScalingFactors silu(double multiplier) {
    double square = multiplier * multiplier;
    return new UnitScalingFactors(
        between(share(4 * square), 2, RECTIFIED), List.of(between(share(square), 2, SQRT_2)));
  }

  /** A SiLU gate; backward: input, gate. */
  public static UnitScalingFactors gatedSilu(double multiplier) {
    double factor = between(share(multiplier * multiplier), 2, SQRT_2);
    return new UnitScalingFactors(factor, List.of(factor, factor));
  }

  /** Softmax of α x over so many entries: from flat to one of them. */
  public static UnitScalingFactors softmax(int size, double multiplier) {
    double share = share(multiplier * multiplier / 4);
    double gradient = size / multiplier;
    return new UnitScalingFactors(
        between(share, size, Math.sqrt(size)),
        List.of(between(share, gradient, Math.sqrt(gradient))));
  }

  /**
   * Attention with logits α q·k / d; backward: queries, keys, values.
   *
   * @param headSize d
   * @param length of the sequence
   */
  public static UnitScalingFactors attention(
      int headSize, int length, boolean causal, double multiplier) {
    double flat = Math.sqrt((causal ? Math.log(length) : 1) / length);
    double factor = 1 / between(share(multiplier * multiplier / (4 * headSize)), flat, 1);
    return new UnitScalingFactors(factor, List.of(factor, factor, factor));
  }

  /** The mean cross-entropy of logits α x; backward: logits, without α. */
  public static UnitScalingFactors crossEntropy(int vocabulary, int batch, double multiplier) {
    double gradient = batch * vocabulary / Math.sqrt(vocabulary - 1) / multiplier;
    return new UnitScalingFactors(1, List.of(gradient));
  }

  /** A sum of two arrays of the same shape. */
  public static UnitScalingFactors sum() {
    return new UnitScalingFactors(1 / SQRT_2, List.of(1 / SQRT_2, 1 / SQRT_2));
  }

  /** Rows of a table; backward: the table. */
  public static UnitScalingFactors embedding(int vocabulary, int tokens) {
    return new UnitScalingFactors(1, List.of(Math.sqrt((double) vocabulary / tokens)));
  }

  /** A branch of weight τ in (x + τ · branch)/√(1 + τ²); its gradient is scaled where it begins. */
  public static UnitScalingFactors branch(double tau) {
    double factor = tau / Math.hypot(1, tau);
    return new UnitScalingFactors(factor, List.of(factor));
  }

  /** What goes past a branch of weight τ. */
  public static UnitScalingFactors skip(double tau) {
    double factor = 1 / Math.hypot(1, tau);
    return new UnitScalingFactors(factor, List.of(factor));
  }

  private static double share(double odds) {
    return odds / (1 + odds);
  }

  /** Geometrically: {@code from} at 0, {@code to} at 1. */
  private static double between(double share, double from, double to) {
    return Math.exp(share * Math.log(to) + (1 - share) * Math.log(from));
  }
}

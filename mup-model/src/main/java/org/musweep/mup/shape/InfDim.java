package org.musweep.mup.shape;

/**
 * One dimension of a parameter: finite, or infinite, that is, growing with the model's width.
 *
 * <p>Source: microsoft/mup 1.0.0, {@code infshape.py}; the terms are those of arXiv:2203.03466.
 */
public sealed interface InfDim {

  /**
   * A dimension that is the same at every width: input size, classes, vocabulary, kernel size.
   *
   * @param size at least 1
   */
  record Finite(int size) implements InfDim {
    /** Checks the size. */
    public Finite {
      requirePositive("size", size);
    }

    @Override
    public int baseSize() {
      return size;
    }

    @Override
    public double widthMultiplier() {
      return 1;
    }

    @Override
    public boolean isInfinite() {
      return false;
    }

    @Override
    public String text() {
      return Integer.toString(size);
    }
  }

  /**
   * A dimension that is a width.
   *
   * @param baseSize its size in the base model, at least 1
   * @param size its size in this model, at least 1
   */
  record Infinite(int baseSize, int size) implements InfDim {
    /** Checks the sizes. */
    public Infinite {
      requirePositive("base size", baseSize);
      requirePositive("size", size);
    }

    @Override
    public double widthMultiplier() {
      return (double) size / baseSize;
    }

    @Override
    public boolean isInfinite() {
      return true;
    }

    @Override
    public String text() {
      return size + "/" + baseSize;
    }
  }

  /** A finite dimension. */
  static InfDim finite(int size) {
    return new Finite(size);
  }

  /** An infinite dimension. */
  static InfDim infinite(int baseSize, int size) {
    return new Infinite(baseSize, size);
  }

  /** Its size in this model. */
  int size();

  /** Its size in the base model. */
  int baseSize();

  /** Size over base size; exactly 1 for a finite dimension and at base width. */
  double widthMultiplier();

  /** Whether this dimension is a width. */
  boolean isInfinite();

  /** The size, followed by the base size if this is a width: {@code 10}, {@code 256/32}. */
  String text();

  private static void requirePositive(String what, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "Invalid dimension: " + what + " " + size + " (must be at least 1)");
    }
  }
}

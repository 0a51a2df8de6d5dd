package org.musweep.mup.shape;

/** What the base model says about one dimension, before the size in another model is known. */
public sealed interface BaseDim {

  /**
   * A width.
   *
   * @param baseSize its size in the base model
   */
  record Width(int baseSize) implements BaseDim {
    @Override
    public InfDim at(int size) {
      return InfDim.infinite(baseSize, size);
    }
  }

  /**
   * A finite dimension of known size.
   *
   * @param size its size in every model
   */
  record Fixed(int size) implements BaseDim {
    @Override
    public InfDim at(int actual) {
      if (actual != size) {
        throw new IllegalArgumentException(
            "is "
                + actual
                + " here and "
                + size
                + " in the base model, but was found to be finite"
                + " (a width must differ between the base and the delta model)");
      }
      return InfDim.finite(size);
    }
  }

  /** A finite dimension whose size was not recorded, as in a base shape file. */
  record Unsized() implements BaseDim {
    @Override
    public InfDim at(int size) {
      return InfDim.finite(size);
    }
  }

  /**
   * A dimension known from a base model alone: taken for a width where it differs.
   *
   * @param baseSize its size in the base model
   */
  record WidthIfChanged(int baseSize) implements BaseDim {
    @Override
    public InfDim at(int size) {
      return size == baseSize ? InfDim.finite(size) : InfDim.infinite(baseSize, size);
    }
  }

  /**
   * The dimension in a model where it has this size.
   *
   * @throws IllegalArgumentException if it cannot have this size; the message is the predicate of a
   *     sentence about the dimension
   */
  InfDim at(int size);
}

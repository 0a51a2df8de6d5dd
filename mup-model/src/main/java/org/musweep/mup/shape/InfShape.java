package org.musweep.mup.shape;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A parameter's shape that knows which of its dimensions are widths.
 *
 * <p>Shapes: weights are {@code [fan_out, fan_in]}, convolutions {@code [out, in, kernel…]},
 * embeddings {@code [entries, size]}, biases and gains {@code [size]}. A stack's lane dimension is
 * not part of it. Source: microsoft/mup 1.0.0, {@code infshape.py}.
 *
 * @param dims the dimensions, first to last; none for a scalar
 */
public record InfShape(List<InfDim> dims) {

  /** Copies the dimensions. */
  public InfShape {
    dims = List.copyOf(dims);
  }

  /** The shape with these dimensions. */
  public static InfShape of(InfDim... dims) {
    return new InfShape(List.of(dims));
  }

  /** A shape without any width. */
  public static InfShape finite(int... sizes) {
    return new InfShape(Arrays.stream(sizes).mapToObj(InfDim::finite).toList());
  }

  /** Number of dimensions. */
  public int rank() {
    return dims.size();
  }

  /** How many numbers a parameter of this shape has. */
  public long entries() {
    return dims.stream().mapToLong(InfDim::size).reduce(1, Math::multiplyExact);
  }

  /** Sizes in this model. */
  public List<Integer> sizes() {
    return dims.stream().map(InfDim::size).toList();
  }

  /** Sizes in the base model. */
  public List<Integer> baseSizes() {
    return dims.stream().map(InfDim::baseSize).toList();
  }

  /** Number of dimensions that are widths. */
  public int infiniteCount() {
    return (int) dims.stream().filter(InfDim::isInfinite).count();
  }

  /** Position of the last infinite dimension, which for a weight is its fan-in. */
  public OptionalInt mainIndex() {
    for (int i = dims.size() - 1; i >= 0; i--) {
      if (dims.get(i).isInfinite()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }

  /** The last infinite dimension. */
  public Optional<InfDim> main() {
    OptionalInt index = mainIndex();
    return index.isPresent() ? Optional.of(dims.get(index.getAsInt())) : Optional.empty();
  }

  /** Width multiplier of the last infinite dimension; 1 if there is none. */
  public double widthMultiplier() {
    return main().map(InfDim::widthMultiplier).orElse(1.0);
  }

  /**
   * The dimension that is summed over: input features or channels, without the kernel.
   *
   * @throws IllegalStateException if the shape has fewer than two dimensions
   */
  public InfDim fanIn() {
    requireMatrix("fan-in");
    return dims.get(1);
  }

  /**
   * The dimension of the outputs.
   *
   * @throws IllegalStateException if the shape has fewer than two dimensions
   */
  public InfDim fanOut() {
    requireMatrix("fan-out");
    return dims.get(0);
  }

  /**
   * Width multiplier of the fan-in over that of the fan-out.
   *
   * @throws IllegalStateException if the shape has fewer than two dimensions
   */
  public double fanInToFanOutRatio() {
    return fanIn().widthMultiplier() / fanOut().widthMultiplier();
  }

  /** Number of kernel positions: the product of all dimensions after the second. */
  public int receptiveField() {
    return dims.stream().skip(2).mapToInt(InfDim::size).reduce(1, Math::multiplyExact);
  }

  /** The dimensions in brackets, widths with their base size: {@code [10, 256/32]}. */
  public String text() {
    return dims.stream().map(InfDim::text).collect(Collectors.joining(", ", "[", "]"));
  }

  private void requireMatrix(String what) {
    if (dims.size() < 2) {
      throw new IllegalStateException(
          "Cannot tell the " + what + " of " + text() + ": it has fewer than two dimensions");
    }
  }
}

package org.musweep.pipeline.sampling;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;

/**
 * Points of a scrambled Sobol sequence: they cover the space more evenly than random ones, and the
 * first 2^m of them are a net. Point 0 is used like any other.
 *
 * <p>Each dimension is scrambled by a random lower triangular matrix of bits and a random shift
 * (Matoušek 1998), which keeps the net. A point that breaks a constraint is replaced by the point
 * of that index in another scramble, so that the others stay as they are. Source: {@link
 * SobolDirections} for the sequence.
 *
 * @param seed of the scramble; another one gives other points
 */
public record SobolSampler(long seed) implements Sampler {

  private static final long SHIFT_ROW = SobolDirections.BITS;

  @Override
  public Configuration suggest(SearchSpace space, int index, History history) {
    Indices.check(index);
    if (space.dimensions() > SobolDirections.DIMENSIONS) {
      throw new IllegalArgumentException(
          "Invalid search space: it has %d dimensions (the Sobol sequence here has at most %d)"
              .formatted(space.dimensions(), SobolDirections.DIMENSIONS));
    }
    return FirstFeasible.of(
        space, attempt -> new SobolSampler(FirstFeasible.seed(seed, attempt)).point(space, index));
  }

  @Override
  public OptionalInt size(SearchSpace space) {
    return OptionalInt.empty();
  }

  private Configuration point(SearchSpace space, int index) {
    return space.configurationAt(
        IntStream.range(0, space.dimensions())
            .mapToObj(dimension -> coordinate(dimension, index))
            .toList());
  }

  /** A coordinate of a point, at least 0 and less than 1. */
  double coordinate(int dimension, int index) {
    long scrambled = scramble(dimension, SobolDirections.bits(dimension, index));
    return SobolDirections.toUnit(scrambled);
  }

  /** Digit r of the result is digit r of the input plus a random choice of the digits before it. */
  private long scramble(int dimension, long bits) {
    long scrambled = 0;
    for (int row = 0; row < SobolDirections.BITS; row++) {
      long diagonal = 1L << (SobolDirections.BITS - 1 - row);
      long higher = -(diagonal << 1);
      long matrixRow = (SeededHash.bits(seed, dimension, row) & higher) | diagonal;
      if ((Long.bitCount(matrixRow & bits) & 1) == 1) {
        scrambled |= diagonal;
      }
    }
    long shift = SeededHash.bits(seed, dimension, SHIFT_ROW) >>> (Long.SIZE - SobolDirections.BITS);
    return scrambled ^ shift;
  }
}

package org.musweep.pipeline.sampling;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The unscrambled Sobol sequence, with random access by Gray code.
 *
 * <p>Source: S. Joe and F. Y. Kuo, Constructing Sobol sequences with better two-dimensional
 * projections, SIAM J. Sci. Comput. 30 (2008); their table {@code new-joe-kuo-6}, whose first
 * dimensions stand in the resource {@code joe-kuo-directions.txt} with their terms.
 */
final class SobolDirections {

  /** Binary digits of a coordinate. */
  static final int BITS = 52;

  private static final List<long[]> DIRECTIONS = read();

  /** How many dimensions the table serves. */
  static final int DIMENSIONS = DIRECTIONS.size();

  private SobolDirections() {}

  /** The digits of one coordinate of point {@code index}, the first digit highest. */
  static long bits(int dimension, int index) {
    long[] directions = DIRECTIONS.get(dimension);
    long bits = 0;
    for (int gray = index ^ (index >>> 1); gray != 0; gray &= gray - 1) {
      bits ^= directions[Integer.numberOfTrailingZeros(gray)];
    }
    return bits;
  }

  /** The number in [0, 1) with these digits. */
  static double toUnit(long bits) {
    return bits * 0x1p-52;
  }

  private static List<long[]> read() {
    String resource = "joe-kuo-directions.txt";
    try (InputStream stream =
            Objects.requireNonNull(
                SobolDirections.class.getResourceAsStream(resource), "missing " + resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      List<long[]> directions = new ArrayList<>();
      directions.add(vanDerCorput());
      try (Stream<String> lines = reader.lines()) {
        lines
            .filter(line -> !line.startsWith("#"))
            .forEach(line -> directions.add(parse(line.strip().split("\\s+", -1))));
      }
      return List.copyOf(directions);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + resource, e);
    }
  }

  private static long[] vanDerCorput() {
    long[] directions = new long[Integer.SIZE];
    for (int k = 0; k < directions.length; k++) {
      directions[k] = 1L << (BITS - 1 - k);
    }
    return directions;
  }

  /** From the table's columns: dimension, degree s, coefficients a, initial numbers m. */
  private static long[] parse(String[] columns) {
    int degree = Integer.parseInt(columns[1]);
    long coefficients = Long.parseLong(columns[2]);
    long[] directions = new long[Integer.SIZE];
    for (int k = 0; k < directions.length; k++) {
      if (k < degree) {
        directions[k] = Long.parseLong(columns[3 + k]) << (BITS - 1 - k);
        continue;
      }
      directions[k] = directions[k - degree] ^ (directions[k - degree] >>> degree);
      for (int j = 1; j < degree; j++) {
        if ((coefficients >>> (degree - 1 - j) & 1) == 1) {
          directions[k] ^= directions[k - j];
        }
      }
    }
    return directions;
  }
}

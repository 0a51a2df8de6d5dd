package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

class SobolSamplerTest implements HistoryFreeSamplerContract {

  private static final int DIMENSIONS = 21;
  private static final SobolSampler SOBOL = new SobolSampler(7);

  @Override
  public Sampler sampler() {
    return SOBOL;
  }

  @Override
  public List<String> firstSuggestions() {
    return List.of(
        "learning-rate=0.0068873815857088405 warmup=0.34987570581033745 cycles=1 schedule=linear",
        "learning-rate=0.06053946230113397 warmup=0.17905447507692407 cycles=3 schedule=cosine",
        "learning-rate=0.02861365976065932 warmup=0.43376534521082466 cycles=2 schedule=linear");
  }

  @Test
  void everyProjectionHasOnePointPerBin() {
    for (int seed = 0; seed < 3; seed++) {
      SobolSampler sobol = new SobolSampler(seed);
      for (int dimension = 0; dimension < DIMENSIONS; dimension++) {
        for (int m = 0; m <= 8; m++) {
          int bins = 1 << m;
          int axis = dimension;
          assertThat(
                  IntStream.range(0, bins)
                      .map(index -> (int) (sobol.coordinate(axis, index) * bins))
                      .distinct()
                      .count())
              .as("seed %d, dimension %d, %d points", seed, dimension, bins)
              .isEqualTo(bins);
        }
      }
    }
  }

  @Test
  void firstTwoDimensionsAreANetOfQualityZero() {
    int m = 8;
    for (int block = 0; block < 3; block++) {
      for (int rows = 0; rows <= m; rows++) {
        assertThat(occupiedBoxes(0, 1, block << m, m, rows, m - rows)).isEqualTo(1 << m);
      }
    }
  }

  @Test
  void earlyDimensionsFillThePlaneInPairs() {
    // A net of quality t has 2^t points in every box of volume 2^(t-m). For the first six
    // dimensions
    // of this table t is at most 4 in every pair at m = 10, so no box of 2^-6 stays empty.
    int m = 10;
    for (int first = 0; first < 6; first++) {
      for (int second = first + 1; second < 6; second++) {
        for (int rows = 0; rows <= m - 4; rows++) {
          int columns = m - 4 - rows;
          assertThat(occupiedBoxes(first, second, 0, m, rows, columns)).isEqualTo(1 << (m - 4));
        }
      }
    }
  }

  @Test
  void meansAreCloserThanThoseOfRandomPoints() {
    int points = 256;
    for (int dimension = 0; dimension < DIMENSIONS; dimension++) {
      int axis = dimension;
      double mean =
          IntStream.range(0, points)
              .mapToDouble(index -> SOBOL.coordinate(axis, index))
              .average()
              .orElseThrow();
      // One point per bin of width 1/n: the mean is off by half a bin at most; random points would
      // be off by 0.018.
      assertThat(mean).isCloseTo(0.5, within(0.5 / points));
    }
  }

  @Test
  void pairsOfDimensionsAreUncorrelated() {
    // A shift without the matrix leaves early points of high dimensions correlated; four standard
    // errors of 256 independent points are 4/(12 sqrt(256)).
    int points = 256;
    for (int first = 0; first < DIMENSIONS; first++) {
      for (int second = first + 1; second < DIMENSIONS; second++) {
        double covariance = 0;
        for (int index = 0; index < points; index++) {
          covariance +=
              (SOBOL.coordinate(first, index) - 0.5)
                  * (SOBOL.coordinate(second, index) - 0.5)
                  / points;
        }
        assertThat(covariance).isCloseTo(0, within(4 / (12 * Math.sqrt(points))));
      }
    }
  }

  @Test
  void firstPointIsUniformOverSeeds() {
    double mean =
        IntStream.range(0, 4_000)
            .mapToDouble(seed -> new SobolSampler(seed).coordinate(3, 0))
            .average()
            .orElseThrow();
    // Five standard errors: 5/sqrt(12 n).
    assertThat(mean).isCloseTo(0.5, within(0.023));
  }

  @Test
  void seedsGiveOtherPoints() {
    assertThat(suggestions(new SobolSampler(8))).doesNotContainAnyElementsOf(suggestions(SOBOL));
  }

  @Test
  void rejectsMoreDimensionsThanTheTableHas() {
    assertThat(SOBOL.suggest(cube(64), 5, History.none()).settings()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SOBOL.suggest(cube(65), 0, History.none()))
        .withMessage(
            "Invalid search space: it has 65 dimensions (the Sobol sequence here has at most 64)");
  }

  private static SearchSpace cube(int dimensions) {
    return new SearchSpace(
        IntStream.range(0, dimensions)
            .mapToObj(name -> new Hyperparameter("h" + name, new Uniform(0, 1)))
            .toList());
  }

  /** Boxes of 2^-rows by 2^-columns that hold at least one of 2^m points. */
  private static long occupiedBoxes(
      int first, int second, int fromIndex, int m, int rows, int columns) {
    return IntStream.range(fromIndex, fromIndex + (1 << m))
        .mapToLong(
            index ->
                ((long) (SOBOL.coordinate(first, index) * (1 << rows)) << columns)
                    | (long) (SOBOL.coordinate(second, index) * (1 << columns)))
        .distinct()
        .count();
  }
}

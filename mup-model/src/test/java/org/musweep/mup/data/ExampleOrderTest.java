package org.musweep.mup.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ExampleOrderTest {
  private static final DataShape TOKENS = new DataShape.Tokens(83, 64);
  private static final DataShape IMAGES = new DataShape.Images(1, 28, 28, 10);

  @Test
  void anEpochOfImagesHoldsEveryExampleOnce() {
    for (long examples : new long[] {1, 2, 3, 7, 64, 1000, 1025}) {
      for (long epoch = 0; epoch < 3; epoch++) {
        long first = epoch * examples;
        var indices =
            LongStream.range(first, first + examples)
                .map(step -> ExampleOrder.index(7, step, 0, 1, IMAGES, examples));
        assertThat(indices.sorted().toArray()).isEqualTo(LongStream.range(0, examples).toArray());
      }
    }
  }

  @Test
  void epochsAndSeedsOfImagesDiffer() {
    assertThat(epoch(7, 0)).isNotEqualTo(epoch(7, 1)).isNotEqualTo(epoch(8, 0));
    assertThat(epoch(7, 0)).isEqualTo(epoch(7, 0));
  }

  private static long[] epoch(long seed, long epoch) {
    return LongStream.range(0, 100)
        .map(i -> ExampleOrder.index(seed, epoch * 10 + i / 10, (int) (i % 10), 10, IMAGES, 100))
        .toArray();
  }

  @Test
  void imagesAreSpreadOverAnEpoch() {
    long examples = 54_000;
    double mean =
        LongStream.range(0, 1000)
            .map(step -> ExampleOrder.index(3, step, 0, 1, IMAGES, examples))
            .average()
            .orElseThrow();
    // Uniform with 1000 draws: standard error 0.0091 of the range; four of them.
    assertThat(mean / examples).isBetween(0.5 - 0.0365, 0.5 + 0.0365);
  }

  @Test
  void windowsAreUniform() {
    int[] counts = new int[10];
    for (long step = 0; step < 2500; step++) {
      for (int row = 0; row < 4; row++) {
        counts[(int) ExampleOrder.index(7, step, row, 4, TOKENS, 10)]++;
      }
    }
    double chiSquared = 0;
    for (int count : counts) {
      chiSquared += (count - 1000.0) * (count - 1000.0) / 1000;
    }
    // 9 degrees of freedom: the 99.9 % point is 27.9.
    assertThat(chiSquared).isLessThan(27.9);
  }

  @Test
  void aRowOfTokensDoesNotDependOnTheBatchSize() {
    assertThat(ExampleOrder.index(7, 5, 3, 4, TOKENS, 1_071_221))
        .isEqualTo(ExampleOrder.index(7, 5, 3, 64, TOKENS, 1_071_221));
  }

  @Test
  void theOrderIsFixedForGood() {
    assertThat(ExampleOrder.index(7, 5, 3, 4, TOKENS, 1_071_221)).isEqualTo(890300);
    assertThat(ExampleOrder.index(7, 5, 3, 4, IMAGES, 54_000)).isEqualTo(4536);
  }

  @Test
  void rejectsARowOutsideTheBatch() {
    assertThatThrownBy(() -> ExampleOrder.index(7, 0, 4, 4, TOKENS, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 4, batch size 4");
  }
}

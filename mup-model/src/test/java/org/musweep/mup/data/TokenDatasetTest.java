package org.musweep.mup.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenDatasetTest {

  @Test
  void aWindowPredictsTheNextToken() {
    try (var data = TokenDataset.ofTokens(10, 3, digits(8), digits(7))) {
      var batch = new HostBatch(data.shape(), 2);
      data.readTraining(4, batch);
      data.readValidation(1, batch);
      assertThat(batch.tokens().remaining()).isEqualTo(6);
      assertThat(values(batch.tokens())).containsExactly(4, 5, 6, 3, 4, 5);
      assertThat(values(batch.targets())).containsExactly(5, 6, 7, 4, 5, 6);
    }
  }

  @Test
  void everyStartIsATrainingExampleAndValidationWindowsDoNotOverlap() {
    try (var data = TokenDataset.ofTokens(10, 3, digits(8), digits(7))) {
      assertThat(data.trainingExamples()).isEqualTo(5);
      assertThat(data.validationExamples()).isEqualTo(2);
      var batch = new HostBatch(data.shape(), 1);
      assertThatThrownBy(() -> data.readTraining(5, batch))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void baselineIsTheCrossEntropyOfSmoothedTrainingFrequencies() {
    int[] training = {0, 0, 0, 1, 1};
    int[] validation = {0, 1, 2, 2};
    try (var data = TokenDataset.ofTokens(3, 1, training, validation)) {
      double expected = -(Math.log(4 / 8.0) + Math.log(3 / 8.0) + 2 * Math.log(1 / 8.0)) / 4;
      assertThat(data.baselineLoss()).isCloseTo(expected, within(1e-15));
    }
  }

  @Test
  void hashTellsContentsApart() {
    try (var data = TokenDataset.ofTokens(10, 3, digits(8), digits(7));
        var same = TokenDataset.ofTokens(10, 2, digits(8), digits(7));
        var other = TokenDataset.ofTokens(10, 3, digits(9), digits(7))) {
      assertThat(data.hash()).hasSize(64).isEqualTo(same.hash()).isNotEqualTo(other.hash());
    }
  }

  @Test
  void rejectsTokensOutOfRangeAndPartsWithoutAWindow() {
    assertThatThrownBy(() -> TokenDataset.ofTokens(5, 3, digits(8), digits(4)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("token 5 is out of range (must be 0 to 4)");
    assertThatThrownBy(() -> TokenDataset.ofTokens(10, 3, digits(8), digits(3)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the validation part has 3 tokens")
        .hasMessageContaining("needs 4");
  }

  private static int[] digits(int count) {
    return IntStream.range(0, count).toArray();
  }

  private static long[] values(java.nio.LongBuffer buffer) {
    long[] values = new long[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}

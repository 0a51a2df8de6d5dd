package org.musweep.pipeline.space;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransferKnowledgeTest {

  @ParameterizedTest
  @CsvSource({
    "learning-rate, TRANSFERS",
    "learning-rate.embedding, TRANSFERS",
    "schedule, TRANSFERS",
    "momentum, TRANSFERS",
    "beta1, TRANSFERS",
    "beta2, TRANSFERS",
    "epsilon, BY_RULE",
    "clip-norm, CONDITIONAL",
    "learning-rate.block.3, TRANSFERS",
    "init-scale, TRANSFERS",
    "init-scale.readout, TRANSFERS",
    "input-multiplier, TRANSFERS",
    "output-multiplier, TRANSFERS",
    "attention-multiplier, TRANSFERS",
    "warmup, CONDITIONAL",
    "weight-decay, BY_RULE",
    "dropout, DOES_NOT_TRANSFER",
    "batch-size, DOES_NOT_TRANSFER",
    "learning-rates, UNKNOWN",
    "head-count, UNKNOWN"
  })
  void knowsWhatTransfers(String name, Transferability expected) {
    assertThat(TransferKnowledge.of(name).transferability()).isEqualTo(expected);
  }

  @Test
  void onlyWhatTransfersPassesWithoutAWarning() {
    assertThat(TransferKnowledge.of("learning-rate").transferability().deservesWarning()).isFalse();
    assertThat(TransferKnowledge.of("warmup").transferability().deservesWarning()).isTrue();
    assertThat(TransferKnowledge.of("head-count").transferability().deservesWarning()).isTrue();
  }
}

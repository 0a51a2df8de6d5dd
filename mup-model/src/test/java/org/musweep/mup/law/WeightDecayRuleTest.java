package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightDecayRuleTest {

  @ParameterizedTest
  @EnumSource
  void isExactlyOneWhereTheLearningRateIsUnscaled(WeightDecayRule rule) {
    assertThat(rule.factor(1)).isEqualTo(1.0);
    assertThat(WeightDecayRule.named(rule.label())).isEqualTo(rule);
  }

  @Test
  void followsTheLearningRateFactor() {
    assertThat(WeightDecayRule.CONSTANT.factor(0.0625)).isEqualTo(1.0);
    assertThat(WeightDecayRule.INDEPENDENT.factor(0.0625)).isEqualTo(16.0);
    assertThat(WeightDecayRule.SQUARE_ROOT.factor(0.0625)).isEqualTo(4.0);
  }

  @Test
  void unknownLabelListsWhatExists() {
    assertThatThrownBy(() -> WeightDecayRule.named("decoupled"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Unknown weight decay rule 'decoupled' (must be one of constant, independent,"
                + " square-root)");
  }
}

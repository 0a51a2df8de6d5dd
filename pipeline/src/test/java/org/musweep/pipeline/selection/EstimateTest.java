package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void intervalOfThreeValuesUsesStudentsTWithTwoDegreesOfFreedom() {
    Estimate estimate = Estimate.ofSample(List.of(1.0, 2.0, 3.0));
    assertThat(estimate.mean()).isEqualTo(2);
    assertThat(estimate.standardError()).isCloseTo(Math.sqrt(1.0 / 3), offset(1e-15));
    // The 97.5 % point of t with 2 degrees of freedom is 4.302653 (any table of t).
    assertThat(estimate.high()).isCloseTo(2 + 4.302653 * Math.sqrt(1.0 / 3), offset(1e-6));
    assertThat(estimate.low()).isCloseTo(2 - 4.302653 * Math.sqrt(1.0 / 3), offset(1e-6));
    assertThat(estimate.text()).isEqualTo("2.000 ± 0.577");
  }

  @Test
  void oneValueSaysNothingAboutNoise() {
    Estimate estimate = Estimate.ofSample(List.of(2.5));
    assertThat(estimate.hasInterval()).isFalse();
    assertThat(estimate.contains(1e9)).isTrue();
    assertThat(estimate.text()).isEqualTo("2.500");
  }
}

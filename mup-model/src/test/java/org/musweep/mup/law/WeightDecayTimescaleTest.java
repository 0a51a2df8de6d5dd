package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WeightDecayTimescaleTest {

  @Test
  void decaysAWeightToAnEthInItsTime() {
    WeightDecayTimescale time = WeightDecayTimescale.of(1e-3, 0.1);
    double weight = 1;
    for (int step = 0; step < time.steps(); step++) {
      weight -= 1e-3 * 0.1 * weight;
    }
    assertThat(weight).isCloseTo(Math.exp(-1), within(1e-4));
    assertThat(time.share(40_000)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void coefficientsOfOneTimeAreInverseToTheRate() {
    WeightDecayTimescale time = WeightDecayTimescale.of(0.02, 0.5);
    assertThat(time.coefficient(0.02)).isCloseTo(0.5, within(1e-15));
    assertThat(time.coefficient(0.005)).isCloseTo(2, within(1e-12));
  }

  @Test
  void stretchedWithTheTrainingItKeepsItsShare() {
    WeightDecayTimescale time = WeightDecayTimescale.of(0.02, 0.5);
    double rate = 0.02 * DurationLaw.SQUARE_ROOT.learningRate(4);
    double factor =
        WeightDecayTimescale.coefficientFactor(DurationLaw.SQUARE_ROOT.learningRate(4), 4);
    assertThat(WeightDecayTimescale.of(rate, 0.5 * factor).share(4000))
        .isCloseTo(time.share(1000), within(1e-15));
    assertThat(time.stretched(4).coefficient(rate)).isCloseTo(0.5 * factor, within(1e-12));
  }

  @Test
  void withoutWeightDecayNothingIsForgotten() {
    assertThat(WeightDecayTimescale.of(0.1, 0).steps()).isInfinite();
    assertThatThrownBy(() -> WeightDecayTimescale.of(0.1, -1))
        .hasMessage("Invalid weight decay: -1.0 (must be at least 0 and finite)");
  }

  @Test
  void durationLawsHaveNames() {
    for (DurationLaw law : DurationLaw.values()) {
      assertThat(DurationLaw.named(law.label())).isEqualTo(law);
      assertThat(law.learningRate(1)).isEqualTo(1);
    }
    assertThatThrownBy(() -> DurationLaw.named("cubic"))
        .hasMessage("Unknown duration law 'cubic' (must be one of constant, square-root)");
  }
}

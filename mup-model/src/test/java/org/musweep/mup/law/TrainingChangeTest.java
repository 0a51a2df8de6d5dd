package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingChangeTest {

  @Test
  void nothingChangesNothing() {
    assertThat(
            new TrainingChange(64, 64, 1)
                .factors(new BatchSizeLaw.Sign(100), DurationLaw.SQUARE_ROOT))
        .isEmpty();
    assertThat(
            new TrainingChange(64, 64, 1)
                .factors(DiffusionScaling.ofAdam(1), DurationLaw.SQUARE_ROOT))
        .isEmpty();
  }

  @Test
  void batchAndDurationEachNameTheirFactor() {
    // From 100 to 300 at a noise scale of 100: sqrt((1 + 1) / (1 + 1/3)); four times the examples
    // halve the rate, in 4/3 of the steps.
    List<LawFactor> factors =
        new TrainingChange(100, 300, 4)
            .factors(new BatchSizeLaw.Sign(100), DurationLaw.SQUARE_ROOT);
    assertThat(factors)
        .extracting(LawFactor::setting)
        .containsExactly("learning rate", "learning rate", "weight decay");
    assertThat(factors.get(0).factor()).isCloseTo(Math.sqrt(1.5), within(1e-12));
    assertThat(factors.get(0).law()).startsWith("batch size: sign-like updates");
    assertThat(factors.get(1))
        .isEqualTo(new LawFactor("learning rate", 0.5, "duration: square-root"));
    double rate = factors.get(0).factor() * factors.get(1).factor();
    assertThat(factors.get(2).factor() * rate * 4 / 3).isCloseTo(1, within(1e-12));
  }

  @Test
  void diffusionMovesAveragesAndEpsilonToo() {
    List<LawFactor> factors =
        new TrainingChange(16, 64, 1).factors(DiffusionScaling.ofAdam(4), DurationLaw.SQUARE_ROOT);
    assertThat(factors)
        .extracting(LawFactor::setting)
        .containsExactly("learning rate", "1 - beta", "epsilon", "weight decay");
    // A quarter of the steps at twice the rate: the time scale asks for twice the coefficient,
    // which is what the equation has.
    assertThat(factors).extracting(LawFactor::factor).containsExactly(2.0, 4.0, 0.5, 2.0);
  }

  @Test
  void refusesWhatIsNoBatch() {
    assertThatThrownBy(() -> new TrainingChange(0, 1, 1))
        .hasMessage("Invalid batch size: 0.0 (must be positive and finite)");
  }
}

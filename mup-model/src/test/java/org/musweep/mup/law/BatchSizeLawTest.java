package org.musweep.mup.law;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BatchSizeLawTest {

  @Test
  void gradientRateFollowsASmallBatchAndSettlesForALargeOne() {
    BatchSizeLaw law = new BatchSizeLaw.Gradient(1e6);
    assertThat(law.factor(1, 4)).isCloseTo(4, within(1e-4));
    assertThat(law.factor(1e12, 4e12)).isCloseTo(1, within(1e-5));
    assertThat(law.share(1e6)).isEqualTo(0.5);
    assertThat(law.peak()).isEmpty();
  }

  @Test
  void signRateFollowsTheRootOfASmallBatch() {
    for (BatchSizeLaw law :
        List.of(new BatchSizeLaw.Sign(1e6), new BatchSizeLaw.DiagonalSign(1e6))) {
      assertThat(law.factor(1, 16)).isCloseTo(4, within(1e-4));
      assertThat(law.factor(1e12, 4e12)).isCloseTo(1, within(1e-5));
      assertThat(law.factor(7, 7)).isEqualTo(1);
      assertThat(law.source()).contains("arXiv");
    }
  }

  @Test
  void surgeFallsOnBothSidesOfItsPeak() {
    BatchSizeLaw law = new BatchSizeLaw.SurgingSign(100, 0.5);
    double peak = law.peak().orElseThrow();
    assertThat(law.share(peak)).isCloseTo(1, within(1e-12));
    assertThat(law.share(peak / 4)).isLessThan(1);
    assertThat(law.share(peak * 4)).isLessThan(law.share(peak * 2));
    assertThat(new BatchSizeLaw.SurgingSign(100, 1).peak()).isEmpty();
  }

  @Test
  void refusesWhatIsNoBatch() {
    assertThatThrownBy(() -> new BatchSizeLaw.Sign(1).share(0))
        .hasMessage("Invalid batch size: 0.0 (must be positive and finite)");
    assertThatThrownBy(() -> new BatchSizeLaw.Gradient(-1))
        .hasMessage("Invalid noise scale: -1.0 (must be positive and finite)");
  }

  @Test
  void atTheNoiseScaleStepsAndExamplesAreTwiceTheirLeast() {
    CriticalBatch critical = new CriticalBatch(300);
    assertThat(critical.steps(300)).isEqualTo(2);
    assertThat(critical.examples(300)).isEqualTo(2);
  }

  @Test
  void averagesOfNoiseAreAsSmallAsTheLawSays() {
    // The average Σ (1 − β)β^k g_k of independent gradients of variance 1.
    double decay = 0.9;
    double variance = 0;
    for (int k = 0; k < 2000; k++) {
      double weight = (1 - decay) * Math.pow(decay, k);
      variance += weight * weight;
    }
    MovingAverageLaw law = new MovingAverageLaw(decay);
    assertThat(law.updateSize()).isCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(law.effectiveBatch(1)).isCloseTo(1 / variance, within(1e-9));
    assertThatThrownBy(() -> new MovingAverageLaw(1))
        .hasMessage("Invalid decay: 1.0 (must be at least 0 and below 1)");
  }

  @Test
  void diffusionKeepsWhatAnAverageForgetsPerExample() {
    DiffusionScaling scaling = DiffusionScaling.ofAdam(4);
    assertThat(scaling.decay(0.999)).isCloseTo(0.996, within(1e-12));
    assertThat(DiffusionScaling.ofSgd(2).decay(0.9)).isCloseTo(0.8, within(1e-12));
    assertThatThrownBy(() -> DiffusionScaling.ofAdam(16).decay(0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid batch factor: 1 - 16.0 * (1 - 0.9) is below 0");
    // AdamW's decay per example, learning rate times coefficient over the batch, stays.
    assertThat(scaling.learningRate() * scaling.coupledWeightDecay() / 4).isEqualTo(1);
  }
}

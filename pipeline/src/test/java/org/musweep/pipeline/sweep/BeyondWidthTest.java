package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a wide run may change beside the width, and what is refused because no law covers it. */
class BeyondWidthTest {

  private static SampleFile batch() {
    return SampleFile.transformer()
        .with("transfer/batch-size", "8")
        .with("transfer/steps", "600")
        .with("transfer/batch-law", "diffusion");
  }

  @Test
  void anotherBatchOfAsManyExamplesNeedsNoLawOfDuration() {
    assertThat(batch().problems()).isEmpty();
    assertThat(batch().read().transfer().examplesFactor(batch().read().training())).isEqualTo(1);
  }

  @Test
  void anotherBatchNeedsALaw() {
    assertThat(batch().without("transfer/batch-law").problems())
        .containsExactly(
            "transfer.batch-size: is 8 where trials have 4, for which a law has to be named:"
                + " batch-law: diffusion, or batch-law: noise-scale with a noise-scale");
    assertThat(batch().with("transfer/batch-law", "noise-scale").problems())
        .containsExactly(
            "transfer.batch-law: is noise-scale, which needs transfer.noise-scale, the noise scale"
                + " of the gradient in examples, or training.noise-every, so that the finalists"
                + " measure it");
    SampleFile measured =
        batch().with("transfer/batch-law", "noise-scale").with("training/noise-every", "5");
    assertThat(measured.problems()).isEmpty();
    assertThat(measured.read().transfer().change().lacksNoiseScale()).isTrue();
  }

  @Test
  void batchSizesAreCheckedByALawAndOverAsManyExamples() {
    SampleFile checked = SampleFile.transformer().with("transfer/check-batch-sizes", "[16, 8]");
    assertThat(checked.problems())
        .containsExactly(
            "transfer.check-batch-sizes: needs a law to be checked: batch-law: diffusion, or"
                + " batch-law: noise-scale");
    SampleFile lawful = checked.with("transfer/batch-law", "diffusion");
    assertThat(lawful.problems()).isEmpty();
    assertThat(lawful.read().largestBatch()).isEqualTo(16);
    assertThat(lawful.with("transfer/check-batch-sizes", "[80]").problems())
        .singleElement()
        .asString()
        .startsWith(
            "transfer.check-batch-sizes: is 20.0 times the trials', which leaves nothing of an"
                + " average with beta1 0.9");
    SampleFile measured =
        checked.with("transfer/batch-law", "noise-scale").with("training/noise-every", "5");
    assertThat(measured.read().transfer().change().lacksNoiseScale()).isTrue();
  }

  @Test
  void diffusionIsRefusedForMuonAndForBatchesThatLeaveNoAverage() {
    assertThat(batch().with("training/optimizer", "muon").problems())
        .containsExactly(
            "transfer.batch-law: is diffusion, but no such law is known for muon; noise-scale has"
                + " one");
    assertThat(batch().with("transfer/batch-size", "80").with("transfer/steps", "60").problems())
        .containsExactly(
            "transfer.batch-size: is 20.0 times the trials', which leaves nothing of an average"
                + " with beta1 0.9: diffusion covers less than 10.000000000000002 times");
  }

  @Test
  void weightDecayInsideTheGradientHasNoLaw() {
    SampleFile adam = batch().with("training/optimizer", "adam");
    assertThat(adam.problems()).isEmpty();
    assertThat(adam.with("training/weight-decay", "0.1").problems())
        .containsExactly(
            "training.optimizer: is adam, whose weight decay is a part of the gradient: no law"
                + " covers it at another batch size or duration; use adamw");
  }

  @ParameterizedTest
  @CsvSource({"sgd", "muon"})
  void theRootOfTheDurationIsALawOfAdam(String optimizer) {
    assertThat(
            SampleFile.transformer()
                .with("training/optimizer", optimizer)
                .with("transfer/steps", "2400")
                .with("transfer/duration-law", "square-root")
                .problems())
        .containsExactly(
            "transfer.duration-law: is square-root, a law of adam and adamw, but the optimizer is "
                + optimizer
                + "; constant keeps the learning rate");
  }

  @Test
  void anotherDepthNeedsRulesThatKnowIt() {
    SampleFile deep = SampleFile.transformer().with("transfer/depth", "8");
    assertThat(deep.problems())
        .containsExactly(
            "transfer.depth: needs rules that scale with depth (completep, completep-minimal,"
                + " depth-mup or nanogpt-mup), but the rules are maximal-update");
    SampleFile known = deep.with("parametrization/rules", "completep");
    assertThat(known.problems()).isEmpty();
    assertThat(known.read().parametrization().epsilon())
        .isEqualTo(ParametrizationSpec.EpsilonScaling.PER_CLASS);
    assertThat(known.with("training/learning-rate.block.0", "2").problems())
        .containsExactly(
            "transfer.depth: cannot be another one where blocks have factors of their own: those of"
                + " a deeper model do not correspond");
    assertThat(known.with("training/optimizer", "sgd").problems())
        .containsExactly("parametrization.rules: completep has no rules for sgd; depth-mup does");
  }

  @ParameterizedTest
  @CsvSource({"supar", "unit-scaling", "u-mup"})
  void tablesThatCannotTrainAreRefusedByName(String rules) {
    assertThat(SampleFile.transformer().with("parametrization/rules", rules).problems())
        .singleElement()
        .asString()
        .startsWith(
            "parametrization.rules: " + rules + " is a table to compute with, not to train with:");
  }

  @Test
  void depthNeedsResidualBranches() {
    assertThat(SampleFile.mlp().with("parametrization/rules", "completep").problems())
        .containsExactly(
            "parametrization.rules: completep scales residual branches, which of the families only"
                + " a transformer has here, but the family is mlp");
  }
}

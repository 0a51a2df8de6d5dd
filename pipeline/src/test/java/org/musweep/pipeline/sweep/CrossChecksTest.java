package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrossChecksTest {

  @Test
  void everyWidthIsDivisibleByTheHeadSize() {
    assertThat(
            SampleFile.transformer()
                .with("model/width", "40")
                .with("transfer/width", "264")
                .with("transfer/check-widths", "[64, 72]")
                .with("coord-check/widths", "[32, 64, 100]")
                .problems())
        .containsExactlyInAnyOrder(
            "model.width: must be divisible by model.head-size, 16, but is 40",
            "transfer.width: must be divisible by model.head-size, 16, but is 264",
            "transfer.check-widths: must be divisible by model.head-size, 16, but 72 is not",
            "coord-check.widths: must be divisible by model.head-size, 16, but 100 is not");
  }

  @Test
  void everyWidthIsDivisibleByTheNumberOfHeads() {
    assertThat(
            SampleFile.transformer()
                .without("model/head-size")
                .with("model/heads", "3")
                .with("transfer/width", "96")
                .with("transfer/check-widths", "[48]")
                .problems())
        .containsExactly("model.width: must be divisible by model.heads, 3, but is 32");
  }

  @Test
  void headSizeAndHeadsExcludeEachOther() {
    assertThat(SampleFile.transformer().with("model/heads", "2").problems())
        .containsExactly("model.heads: stands beside head-size; exactly one of the two is allowed");
    assertThat(SampleFile.transformer().without("model/head-size").problems())
        .containsExactly("model.head-size: missing; it must be a whole number from 1 to 100000000");
  }

  @Test
  void feedForwardWidthAndRatioExcludeEachOther() {
    assertThat(
            SampleFile.transformer()
                .with("model/ffn-ratio", "4")
                .with("model/ffn-width", "128")
                .problems())
        .containsExactly(
            "model.ffn-width: stands beside ffn-ratio; at most one of the two is allowed");
  }

  @Test
  void rotaryPositionsNeedAnEvenHeadSize() {
    assertThat(
            SampleFile.transformer()
                .with("model/width", "15")
                .with("model/head-size", "5")
                .with("transfer/width", "60")
                .with("model/positions", "rotary")
                .problems())
        .contains("model.positions: rotary needs an even head size, but it is 5 at model.width 15");
  }

  @Test
  void tiedReadoutCannotStartAtZero() {
    assertThat(
            SampleFile.transformer()
                .with("model/tied-readout", "true")
                .with("model/zero-init-readout", "true")
                .problems())
        .containsExactly(
            "model.zero-init-readout: cannot be true together with tied-readout, which shares the"
                + " embedding's weights");
  }

  @Test
  void factorsOfBlocksNeedTheBlocks() {
    SampleFile file =
        SampleFile.transformer()
            .with("model/depth", "2")
            .with("search/space/init-scale.block.1", "{log-uniform: [0.5, 2]}")
            .with("training/learning-rate.block.0", "0.5");
    assertThat(file.problems()).isEmpty();
    assertThat(file.read().search().space().distribution("init-scale.block.1")).isPresent();
    assertThat(
            file.with("search/space/learning-rate.block.2", "{log-uniform: [0.5, 2]}")
                .with("training/init-scale.block.12", "2")
                .problems())
        .containsExactlyInAnyOrder(
            "search.space.learning-rate.block.2: the model has only the blocks 0 to 1, because"
                + " model.depth is 2",
            "training.init-scale.block.12: the model has only the blocks 0 to 1, because"
                + " model.depth is 2");
    assertThat(file.with("training/learning-rate.block.0", "-1").problems())
        .containsExactly("training.learning-rate.block.0: needs a number above 0, but is '-1'");
    assertThat(file.with("training/learning-rate.block.one", "1").problems())
        .singleElement()
        .asString()
        .startsWith("unknown key 'learning-rate.block.one' in training");
  }

  @Test
  void optimizersHaveTheirOwnChoices() {
    assertThat(
            SampleFile.transformer()
                .with("training/nesterov", "true")
                .with("training/muon/scale", "original")
                .problems())
        .containsExactlyInAnyOrder(
            "training.nesterov: adamw has no momentum to look ahead with",
            "training.muon: is for optimizer muon, but training.optimizer is adamw");
    assertThat(
            SampleFile.transformer()
                .with("training/optimizer", "adam")
                .with("search/space/momentum", "{uniform: [0.8, 0.95]}")
                .problems())
        .containsExactly("search.space.momentum: adam has no momentum");
  }

  @Test
  void familyFitsTheData() {
    assertThat(
            SampleFile.transformer()
                .with("model/family", "mlp")
                .without("model/head-size")
                .problems())
        .containsExactly(
            "model.family: mlp needs images, but data.source gives tokens; use transformer");
    assertThat(
            SampleFile.mlp()
                .with("model/family", "transformer")
                .with("model/head-size", "16")
                .problems())
        .containsExactly(
            "model.family: transformer needs tokens, but data.source is images; use mlp, convnet or"
                + " resnet");
  }

  @Test
  void imagesHaveToLastForAllConvolutions() {
    SampleFile convNet = SampleFile.mlp().with("model/family", "convnet");
    assertThat(convNet.with("model/depth", "5").problems()).isEmpty();
    assertThat(convNet.with("model/depth", "6").problems())
        .containsExactly(
            "model.depth: must be at most 5 for images of 28 x 28, which are halved between"
                + " convolutions, but is 6");
    assertThat(convNet.with("model/stages", "2").problems()).hasSize(1);
  }

  @Test
  void keyValueHeadsAreGivenOneWay() {
    assertThat(
            SampleFile.transformer()
                .with("model/kv-heads", "1")
                .with("model/heads-per-kv-head", "2")
                .problems())
        .containsExactly(
            "model.kv-heads: stands beside heads-per-kv-head; at most one of the two is allowed");
  }

  @Test
  void hyperparametersFitTheOptimizerAndTheModel() {
    assertThat(SampleFile.transformer().with("training/momentum", "0.9").problems())
        .containsExactly("training.momentum: adamw has no momentum");
    assertThat(
            SampleFile.transformer()
                .with("training/optimizer", "sgd")
                .with("search/space/beta2", "{choice: [0.9, 0.99]}")
                .problems())
        .containsExactly("search.space.beta2: sgd has no beta2");
    assertThat(
            SampleFile.mlp()
                .with("search/space/attention-multiplier", "{log-uniform: [1, 4]}")
                .problems())
        .containsExactly("search.space.attention-multiplier: mlp has no attention");
  }

  @Test
  void gridHasAsManyTrialsAsPoints() {
    SampleFile grid =
        SampleFile.transformer()
            .with("search/sampler", "grid")
            .with("search/grid-points", "5")
            .with("search/space/schedule", "{choice: [linear, cosine]}");

    assertThat(grid.without("search/trials").read().search().trials()).isEqualTo(10);
    assertThat(grid.with("search/trials", "10").read().search().trials()).isEqualTo(10);
    assertThat(grid.problems())
        .containsExactly("search.trials: must be left out or be the grid's size, 10, but is 24");
    assertThat(grid.with("search/sampler", "sobol").problems())
        .containsExactly("search.grid-points: is for sampler: grid only, but the sampler is sobol");
    assertThat(grid.without("search/grid-points").problems())
        .contains("search.grid-points: missing; it must be a whole number from 1 to 100000000");
  }

  @Test
  void gpuNeedsAClusterThatAssignsGpus() {
    SampleFile gpu = SampleFile.transformer().with("execution/device", "gpu");

    assertThat(gpu.problems()).hasSize(1);
    assertThat(gpu.with("execution/master", "local").problems()).hasSize(1);
    assertThat(gpu.with("execution/master", "local[4]").problems()).hasSize(1);
    assertThat(gpu.with("execution/master", "spark://host:7077").problems()).isEmpty();
    assertThat(gpu.with("execution/master", "local-cluster[1,4,1024]").problems()).isEmpty();
    assertThat(gpu.with("execution/device", "auto").problems()).isEmpty();
  }

  @Test
  void wrongValueIsNotHeldAgainstOtherKeys() {
    assertThat(SampleFile.transformer().with("model/width", "0").problems()).hasSize(1);
    assertThat(SampleFile.transformer().with("search/trials", "no").problems()).hasSize(1);
    assertThat(SampleFile.transformer().with("transfer/width", "x").problems()).hasSize(1);
    assertThat(SampleFile.transformer().with("training/steps", "x").problems()).hasSize(1);
  }
}

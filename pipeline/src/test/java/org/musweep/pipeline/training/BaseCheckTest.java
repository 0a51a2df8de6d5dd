package org.musweep.pipeline.training;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

class BaseCheckTest {

  private static final DataShape TOKENS = new DataShape.Tokens(50, 15);

  @Test
  void fourWaysToTheSameBaseGiveTheSamePlan() {
    SweepSpec number = spec("width: 64, base-width: 32");
    ScalingPlan plan = plan(number);
    assertThat(plan.scaling("blocks.0.attn.out.weight").learningRate()).isEqualTo(0.125);
    assertThat(plan(spec("width: 64, base: {width: 32}, delta: {width: 48}"))).isEqualTo(plan);
    assertThat(plan(spec("width: 64, base-width: 32, width-basis: 16")).parameters())
        .isEqualTo(plan.parameters());
    String shapes =
        BaseShapeFile.text(plan.baseShapes()).replace("\n", "\\n").replace("\"", "\\\"");
    assertThat(plan(spec("width: 64, base-shapes: \"" + shapes + "\""))).isEqualTo(plan);
  }

  @Test
  void feedForwardMayHaveABaseOfItsOwn() {
    ScalingPlan plan =
        plan(spec("width: 64, base: {width: 32, ffn-ratio: 2}, delta: {width: 48, ffn-ratio: 3}"));
    // 4 · 256 units over 2 · 32 of the base model
    assertThat(plan.scaling("blocks.0.ffn.fc_2.weight").learningRate()).isEqualTo(1.0 / 16);
    assertThat(plan.scaling("blocks.0.ffn.fc_1.weight").learningRate()).isEqualTo(0.125);
  }

  @Test
  void unexplainedDifferencesAreRefusedByName() {
    assertThat(problem("width: 64, base: {width: 32}, delta: {width: 32, ffn-ratio: 3}"))
        .contains("of tok_emb.weight is 64 here and 32 in the base model")
        .contains("of ln_f.bias is 64 here");
    assertThat(problem("width: 64, base: {width: 32, depth: 2}, delta: {width: 48, depth: 2}"))
        .contains("only in the base shapes: blocks.1.");
    assertThat(problem("width: 64, base: {width: 32, bias: false}, delta: {width: 48}"))
        .contains("Cannot compare base and delta model: only in the delta model: ")
        .contains("blocks.0.attn.qkv.bias");
    assertThat(problem("width: 64, base-shapes: \"tok_emb.weight:\\n- null\\n- 32\\n\""))
        .contains("only in the model: pos_emb.weight, blocks.0.ln_1.weight");
    assertThat(problem("width: 64, base-width: 32")).isEmpty();
  }

  @Test
  void vocabularyThatTheBasisDividesIsFoundOnceItIsKnown() {
    SweepSpec spec = spec("width: 64, width-basis: 16");
    assertThat(BaseCheck.problem(spec)).isEmpty();
    assertThat(BaseCheck.problem(spec, new DataShape.Tokens(48, 15)).orElseThrow())
        .contains("Invalid parameter tok_emb.weight")
        .contains("was taken for a width: base 48, here 48");
    assertThat(problem("width: 68, head-size: 17, base-width: 34, width-basis: 17, depth: 1", 17))
        .contains("Invalid parameter pos_emb.weight");
  }

  private static ScalingPlan plan(SweepSpec spec) {
    return new StackFactory(spec, TOKENS).plan("maximal-update", 256, 1);
  }

  private static String problem(String model) {
    return problem(model, 15);
  }

  private static String problem(String model, int length) {
    return BaseCheck.problem(spec(model, length)).orElse("");
  }

  private static SweepSpec spec(String model) {
    return spec(model, 15);
  }

  private static SweepSpec spec(String model, int length) {
    boolean sized = model.contains("head-size");
    return SweepSpecReader.parse(
        """
        schema: 1
        sweep: base
        data: {source: text, path: data.txt, sequence-length: %d}
        model: {family: transformer, %s%s%s}
        training: {steps: 10, batch-size: 4}
        search:
          trials: 8
          space: {learning-rate: {log-uniform: [0.001, 0.1]}}
        transfer: {width: %d, check-widths: []}
        """
            .formatted(
                length,
                model,
                sized ? "" : ", head-size: 16",
                model.contains("depth: 1") ? "" : ", depth: 1",
                sized ? 136 : 256),
        "base.yaml");
  }
}

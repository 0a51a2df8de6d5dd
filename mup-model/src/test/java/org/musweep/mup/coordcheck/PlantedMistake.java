package org.musweep.mup.coordcheck;

import static org.musweep.mup.coordcheck.CheckedModel.BASE_WIDTH;

import java.util.List;
import java.util.function.UnaryOperator;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.parametrization.LayerKind;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.parametrization.PlannedParameter;
import org.musweep.mup.parametrization.RuleRow;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.WidthClass;
import org.musweep.mup.parametrization.WidthPower;
import org.musweep.mup.stack.Architecture;

/**
 * A mistake that people make with maximal update parametrization, made in a Transformer of two
 * blocks that grows from width 32 to 256 under Adam.
 *
 * @param name the mistake
 * @param planted how it is made here
 * @param guilty the modules that the verdict must name, no others
 * @param model the model with the mistake
 */
record PlantedMistake(String name, String planted, List<String> guilty, CheckedModel model) {

  private static final RuleSet RIGHT = RuleSet.named("maximal-update");

  private static final List<String> HIDDEN_LAYERS =
      List.of("block0.attention", "block0.ffn", "block1.attention", "block1.ffn");

  /** All mistakes. */
  static List<PlantedMistake> all() {
    return List.of(
        new PlantedMistake(
            "1/√d attention",
            "the logits' exponent -1/2, with a fixed number of heads",
            List.of("block0.attention.logits", "block1.attention.logits"),
            under(rules(UnaryOperator.identity(), -1, -0.5))),
        new PlantedMistake(
            "no readout multiplier",
            "the readout's exponent 0",
            List.of("readout"),
            under(rules(UnaryOperator.identity(), 0, -1))),
        new PlantedMistake(
            "plain Adam",
            "the learning rate of hidden weights not divided",
            HIDDEN_LAYERS,
            under(rules(rate(WidthClass.HIDDEN, 0), -1, -1))),
        new PlantedMistake(
            "lr/m on embeddings and norms",
            "the learning rate of everything with one width divided by m",
            List.of("embedding", "ln_f"),
            under(rules(rate(WidthClass.INPUT, -1), -1, -1))),
        new PlantedMistake(
            "lr/√m",
            "the learning rate of hidden weights divided by √m instead of m",
            HIDDEN_LAYERS,
            under(rules(rate(WidthClass.HIDDEN, -0.5), -1, -1))),
        new PlantedMistake(
            "constant init std",
            "hidden weights start with the base model's standard deviation",
            HIDDEN_LAYERS,
            under(rules(PlantedMistake::constantStd, -1, -1))),
        new PlantedMistake(
            "forgotten d_ffn",
            "the base model has the feed-forward size of this model",
            List.of("block0.ffn", "block1.ffn"),
            RightModels.adam(PlantedMistake::withoutFeedForwardWidth)),
        new PlantedMistake(
            "tied rescale",
            "the token table, which is also the readout, multiplied by √m as microsoft/mup does",
            List.of("embedding", "readout"),
            new CheckedModel(
                RightModels.transformer(RightModels.tied()),
                PlantedMistake::withRescaledTable,
                RightModels.ADAM_RATE)));
  }

  @Override
  public String toString() {
    return name;
  }

  private static CheckedModel under(RuleSet rules) {
    return new CheckedModel(
        RightModels.transformer(TransformerOptions.DEFAULTS),
        architecture -> CheckedModel.plan(rules, OptimizerKind.ADAM, architecture),
        RightModels.ADAM_RATE);
  }

  private static RuleSet rules(
      UnaryOperator<RuleRow> changed, double readoutExponent, double attentionExponent) {
    return new RuleSet(
        RIGHT.name(),
        RIGHT.rows().stream().map(changed).toList(),
        readoutExponent,
        attentionExponent);
  }

  private static UnaryOperator<RuleRow> rate(WidthClass widthClass, double exponent) {
    return row ->
        row.widthClass() == widthClass
            ? new RuleRow(
                row.widthClass(),
                row.initStd(),
                row.sgdLearningRate(),
                WidthPower.ofMain(exponent),
                row.epsilon())
            : row;
  }

  private static RuleRow constantStd(RuleRow row) {
    return row.widthClass() == WidthClass.HIDDEN
        ? new RuleRow(
            row.widthClass(),
            WidthPower.ONE,
            row.sgdLearningRate(),
            row.adamLearningRate(),
            row.epsilon())
        : row;
  }

  private static Architecture withoutFeedForwardWidth(int width) {
    TransformerSize size = RightModels.size(width);
    TransformerSize base = RightModels.size(BASE_WIDTH);
    return RightModels.transformer(
        size,
        new TransformerSize(
            base.width(), base.heads(), base.keyValueHeads(), base.headSize(), size.feedForward()),
        TransformerOptions.DEFAULTS);
  }

  private static ScalingPlan withRescaledTable(Architecture architecture) {
    ScalingPlan plan = CheckedModel.plan(RIGHT, OptimizerKind.ADAM, architecture);
    return new ScalingPlan(
        plan.rules(),
        plan.updates(),
        plan.parameters().stream()
            .map(each -> each.declaration().name().equals("tok_emb.weight") ? rescaled(each) : each)
            .toList(),
        plan.multipliers());
  }

  private static PlannedParameter rescaled(PlannedParameter table) {
    ParameterScaling right = table.scaling();
    return new PlannedParameter(
        table.declaration(),
        new ParameterScaling(
            LayerKind.SHARED_READOUT.weightFactor(table.declaration().shape()),
            right.learningRate(),
            right.weightDecay(),
            right.epsilon()));
  }
}

package org.musweep.mup.coordcheck;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.training.LaneSpec;
import org.musweep.mup.training.StackSpec;
import org.musweep.mup.training.TrainingSpec;

/**
 * A model whose parametrization is checked, rightly or wrongly scaled.
 *
 * @param ofWidth the model of each width
 * @param plan its scaling, which a mistake may change
 * @param learningRate at base width
 */
record CheckedModel(
    IntFunction<Architecture> ofWidth,
    Function<Architecture, ScalingPlan> plan,
    double learningRate) {

  /** The base width, and the narrowest of the widths. */
  static final int BASE_WIDTH = 32;

  static final DataShape.Tokens TEXT = new DataShape.Tokens(23, 8);
  static final DataShape.Images PICTURES = new DataShape.Images(1, 6, 6, 4);

  private static final List<Integer> WIDTHS = List.of(BASE_WIDTH, 64, 128, 256);
  private static final int STEPS = 4;

  /** The plan of a rule set. */
  static ScalingPlan plan(RuleSet rules, OptimizerKind optimizer, Architecture architecture) {
    return ScalingPlan.of(
        rules,
        optimizer,
        WeightDecayRule.INDEPENDENT,
        architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
        architecture.multipliers());
  }

  /** Trains the model at all widths, and judges what was recorded. */
  CoordVerdict verdict() {
    return CoordVerdict.of(records(), CoordLimits.forEveryLearningRate());
  }

  List<CoordRecord> records() {
    return recordsOf(WIDTHS);
  }

  /** The records of other sizes, which {@code ofWidth} may take for anything. */
  List<CoordRecord> recordsOf(List<Integer> sizes) {
    List<CoordRecord> records = new ArrayList<>();
    for (int width : sizes) {
      Architecture architecture = ofWidth.apply(width);
      ScalingPlan plan = this.plan.apply(architecture);
      boolean text = architecture.input() instanceof DataShape.Tokens;
      StackSpec spec =
          new StackSpec(
              architecture,
              plan,
              DataType.FLOAT32,
              TrainingSpec.of(text ? 4 : 16, 1, 8),
              lanes(seeds(architecture.family())));
      try (Dataset dataset = dataset(architecture)) {
        records.addAll(
            CoordCheck.record(
                new CoordCheck.Label(plan.rules(), width, 2), spec, STEPS, dataset, Device.cpu()));
      }
    }
    return records;
  }

  /** As many as the noise of the family asks for. */
  private static int seeds(String family) {
    return family.equals("mlp") || family.equals("convnet") ? 16 : 6;
  }

  private List<LaneSpec> lanes(int seeds) {
    return IntStream.range(0, seeds)
        .mapToObj(
            seed ->
                new LaneSpec(
                    Lane.ofSeed(seed),
                    OptimizerSettings.ofLearningRate(
                        learningRate, LearningRateSchedule.constant(STEPS))))
        .toList();
  }

  private static Dataset dataset(Architecture architecture) {
    return architecture.input() instanceof DataShape.Tokens ? text() : pictures();
  }

  /** Every token follows from the one before, but for one in four. */
  private static Dataset text() {
    Random random = new Random(2);
    int[] tokens = new int[4000];
    for (int i = 1; i < tokens.length; i++) {
      tokens[i] =
          random.nextInt(4) == 0
              ? random.nextInt(TEXT.vocabulary())
              : (3 * tokens[i - 1] + 1) % TEXT.vocabulary();
    }
    return TokenDataset.ofTokens(
        TEXT.vocabulary(),
        TEXT.sequenceLength(),
        Arrays.copyOf(tokens, 3600),
        Arrays.copyOfRange(tokens, 3600, 4000));
  }

  /** Noise whose brightness tells the class. */
  private static Dataset pictures() {
    Random random = new Random(1);
    int count = 400;
    int[] labels = IntStream.range(0, count).map(image -> random.nextInt(4)).toArray();
    byte[] pixels = new byte[count * PICTURES.inputsPerRow()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (48 * labels[i / PICTURES.inputsPerRow()] + random.nextInt(112));
    }
    return ImageDataset.of(PICTURES, pixels, labels, 40);
  }
}

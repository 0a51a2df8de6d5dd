package org.musweep.mup.training;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;

/**
 * The models that are compared with PyTorch, trained with AdamW on data in memory: lanes of one
 * seed, as in a sweep, each with a learning rate of its own.
 */
final class StepWorkload implements AutoCloseable {

  private static final int BASE_WIDTH = 16;
  private static final int HORIZON = 1_000_000_000;
  private static final DataShape.Images IMAGES = new DataShape.Images(1, 28, 28, 10);
  private static final int VOCABULARY = 80;

  private final Dataset dataset;
  private final StackTrainer trainer;
  private int step;

  private StepWorkload(Dataset dataset, Architecture architecture, int batchSize, int lanes) {
    this.dataset = dataset;
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.ADAMW,
            WeightDecayRule.CONSTANT,
            architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
            architecture.multipliers());
    TrainingSpec training = TrainingSpec.of(batchSize, HORIZON, 1);
    trainer =
        StackTrainer.create(
            new StackSpec(
                architecture,
                plan,
                DataType.FLOAT32,
                training,
                IntStream.range(0, lanes).mapToObj(StepWorkload::lane).toList()),
            dataset,
            Device.cpu());
  }

  /** A model of a family: {@code mlp} (two hidden layers) or {@code gpt} (two blocks). */
  static StepWorkload of(String family, int width, int lanes, int batchSize, int length) {
    return switch (family) {
      case "mlp" ->
          new StepWorkload(
              images(),
              Mlp.ofWidth(IMAGES, width, BASE_WIDTH, 2, Activation.RELU),
              batchSize,
              lanes);
      case "gpt" ->
          new StepWorkload(
              text(length),
              Transformer.ofHeadSize(
                  new DataShape.Tokens(VOCABULARY, length), 2, width, BASE_WIDTH, 16),
              batchSize,
              lanes);
      default ->
          throw new IllegalArgumentException("Unknown family: " + family + " (must be mlp or gpt)");
    };
  }

  /** One training step of every lane. */
  void step() {
    step++;
    trainer.recordedStep(step, step, ActivationRecorder.NONE);
  }

  private static LaneSpec lane(int lane) {
    return new LaneSpec(
        Lane.ofSeed(1),
        new OptimizerSettings(
            1e-3 / (1 + lane),
            RoleFactors.NONE,
            0.9,
            0.999,
            1e-8,
            Momentum.NONE,
            0.01,
            LearningRateSchedule.constant(HORIZON),
            Double.POSITIVE_INFINITY));
  }

  private static Dataset images() {
    Random random = new Random(1);
    int count = 1024;
    byte[] pixels = new byte[count * IMAGES.inputsPerRow()];
    random.nextBytes(pixels);
    return ImageDataset.of(IMAGES, pixels, random.ints(count, 0, IMAGES.classes()).toArray(), 128);
  }

  private static Dataset text(int length) {
    int[] tokens = new Random(1).ints(64L * 1024, 0, VOCABULARY).toArray();
    return TokenDataset.ofTokens(
        VOCABULARY,
        length,
        Arrays.copyOf(tokens, 57_344),
        Arrays.copyOfRange(tokens, 57_344, 65_536));
  }

  @Override
  public void close() {
    trainer.close();
    dataset.close();
  }
}

package org.musweep.mup.training;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.mup.family.BlockModel;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.ForeignModel;
import org.musweep.mup.family.Mlp;
import org.musweep.mup.family.Resnet;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.RoleFactors;
import org.musweep.mup.testing.ExampleBlocks;
import org.musweep.mup.testing.ExportedModules;

/** Small models, data in memory, and lanes that differ in everything a lane can differ in. */
final class TinyStacks {

  private static final DataShape.Tokens TEXT = new DataShape.Tokens(11, 6);
  private static final DataShape.Images PICTURES = new DataShape.Images(1, 3, 3, 4);
  private static final int BASE_WIDTH = 8;

  private TinyStacks() {}

  /** What is trained, and on what. */
  enum Family {
    MLP {
      @Override
      Architecture ofWidth(int width) {
        return Mlp.ofWidth(PICTURES, width, BASE_WIDTH, 2, Activation.RELU);
      }

      @Override
      Dataset dataset() {
        Random random = new Random(1);
        int count = 160;
        byte[] pixels = new byte[count * PICTURES.inputsPerRow()];
        random.nextBytes(pixels);
        int[] labels =
            IntStream.range(0, count)
                .map(image -> (pixels[image * PICTURES.inputsPerRow()] & 0xff) / 64)
                .toArray();
        return ImageDataset.of(PICTURES, pixels, labels, 32);
      }
    },

    CONVNET {
      @Override
      Architecture ofWidth(int width) {
        return ConvNet.ofWidth(PICTURES, width / 2, BASE_WIDTH / 2, 2, Activation.RELU);
      }

      @Override
      Dataset dataset() {
        return MLP.dataset();
      }
    },

    RESNET {
      @Override
      Architecture ofWidth(int width) {
        return Resnet.ofWidth(PICTURES, width / 2, BASE_WIDTH / 2, 2, 1);
      }

      @Override
      Dataset dataset() {
        return MLP.dataset();
      }
    },

    TRANSFORMER {
      @Override
      Architecture ofWidth(int width) {
        return Transformer.ofHeadSize(TEXT, 1, width, BASE_WIDTH, 4);
      }

      @Override
      Dataset dataset() {
        return text();
      }
    },

    /** Rotary positions, grouped heads, RMS normalization, SwiGLU, tied readout with a bias. */
    GROUPED_TRANSFORMER {
      @Override
      Architecture ofWidth(int width) {
        return new Transformer(
            TEXT,
            1,
            new TransformerSize(width, 2, 1, width / 2, 2 * width),
            new TransformerSize(BASE_WIDTH, 2, 1, BASE_WIDTH / 2, 2 * BASE_WIDTH),
            true,
            new TransformerOptions(
                StackedNorm.Kind.RMS,
                FeedForward.Kind.SWIGLU,
                RotaryPositions.STANDARD,
                true,
                true,
                true,
                false,
                false,
                0.5,
                QueryKeyValue.Form.SEPARATE));
      }

      @Override
      Dataset dataset() {
        return text();
      }
    },

    /** A scripted module of the layers that {@link #MLP} has. */
    TORCHSCRIPT {
      @Override
      Architecture ofWidth(int width) {
        return ExportedModules.model("net", width, BASE_WIDTH)
            .on(PICTURES, ForeignModel.Input.VECTORS);
      }

      @Override
      Dataset dataset() {
        return MLP.dataset();
      }
    },

    /** A DJL block of the layers that {@link #MLP} has. */
    BLOCK {
      @Override
      Architecture ofWidth(int width) {
        return new BlockModel(ExampleBlocks::net, BASE_WIDTH, Map.of())
            .ofWidth(width, PICTURES, ForeignModel.Input.VECTORS);
      }

      @Override
      Dataset dataset() {
        return MLP.dataset();
      }
    },

    /** A DJL block that reads tokens. */
    BLOCK_TEXT {
      @Override
      Architecture ofWidth(int width) {
        return new BlockModel(ExampleBlocks::text, BASE_WIDTH, Map.of())
            .ofWidth(width, TEXT, ForeignModel.Input.VECTORS);
      }

      @Override
      Dataset dataset() {
        return text();
      }
    },

    /** A traced module that reads tokens. */
    TORCHSCRIPT_TEXT {
      @Override
      Architecture ofWidth(int width) {
        return ExportedModules.model("text", width, BASE_WIDTH)
            .on(TEXT, ForeignModel.Input.VECTORS);
      }

      @Override
      Dataset dataset() {
        return text();
      }
    };

    abstract Architecture ofWidth(int width);

    abstract Dataset dataset();

    /** Every token follows from the one before, but for one in four. */
    private static Dataset text() {
      Random random = new Random(2);
      int[] tokens = new int[600];
      for (int i = 1; i < tokens.length; i++) {
        tokens[i] =
            random.nextInt(4) == 0
                ? random.nextInt(TEXT.vocabulary())
                : (3 * tokens[i - 1] + 1) % TEXT.vocabulary();
      }
      return TokenDataset.ofTokens(
          TEXT.vocabulary(),
          TEXT.sequenceLength(),
          java.util.Arrays.copyOf(tokens, 450),
          java.util.Arrays.copyOfRange(tokens, 450, 600));
    }
  }

  /** A learning rate at which the optimizer learns these tasks. */
  static double learningRate(OptimizerKind optimizer) {
    return optimizer.isAdaptive() ? 0.01 : 0.1;
  }

  /** Five lanes that agree in nothing but the form of momentum. */
  static List<LaneSpec> differentLanes(OptimizerKind optimizer) {
    return IntStream.range(0, 5).mapToObj(i -> differentLane(optimizer, i)).toList();
  }

  /**
   * Those lanes on one seed and one input multiplier: they differ in their optimizer's settings.
   */
  static List<LaneSpec> ofOneSeed(OptimizerKind optimizer, double inputMultiplier) {
    Lane lane = new Lane(7, RoleFactors.NONE, inputMultiplier, 1, 1);
    return differentLanes(optimizer).stream()
        .map(each -> new LaneSpec(lane, each.optimizer()))
        .toList();
  }

  private static LaneSpec differentLane(OptimizerKind optimizer, int i) {
    List<LearningRateSchedule.Shape> shapes = List.of(LearningRateSchedule.Shape.values());
    return new LaneSpec(
        new Lane(
            10 + i,
            new RoleFactors(
                1 + 0.1 * i, 1 - 0.1 * i, 0.5 + 0.2 * i, 1, List.of(1 + 0.2 * i, 1 - 0.1 * i)),
            1 + 0.05 * i,
            0.5 + 0.3 * i,
            1 + 0.25 * i),
        new OptimizerSettings(
            learningRate(optimizer) * Math.pow(2, i - 2),
            new RoleFactors(1 + 0.2 * i, 1, 1 - 0.1 * i, 1 + 0.1 * i, List.of(1 - 0.05 * i)),
            0.9 - 0.05 * i,
            0.99 - 0.01 * i,
            Math.pow(10, i - 8),
            momentum(optimizer, i),
            0.02 * i,
            new LearningRateSchedule(
                shapes.get(i % shapes.size()), 0.1 * i, 0.4, 0.2 * (i % 2), 20 + i),
            Double.POSITIVE_INFINITY));
  }

  /** The lanes of a stack share the form under SGD; under Muon they need not. */
  private static Momentum momentum(OptimizerKind optimizer, int i) {
    boolean muon = optimizer == OptimizerKind.MUON;
    return new Momentum(
        0.2 * i,
        muon && i % 2 == 0 ? Momentum.Form.HEAVY_BALL : Momentum.Form.NESTEROV,
        muon && i % 3 == 0 ? Momentum.Buffer.AVERAGE : Momentum.Buffer.SUM);
  }

  /**
   * The same lanes with limits of their gradients' norms: the one given, twice, half and four times
   * it, and none.
   */
  static List<LaneSpec> clipped(List<LaneSpec> lanes, double clipNorm) {
    double[] shares = {1, 2, 0.5, 4, Double.POSITIVE_INFINITY};
    return IntStream.range(0, lanes.size())
        .mapToObj(i -> clipped(lanes.get(i), clipNorm * shares[i % shares.length]))
        .toList();
  }

  static LaneSpec clipped(LaneSpec lane, double clipNorm) {
    return new LaneSpec(lane.lane(), lane.optimizer().withClipNorm(clipNorm));
  }

  /** A lane with a constant learning rate and the defaults. */
  static LaneSpec plainLane(long seed, double learningRate) {
    return new LaneSpec(
        Lane.ofSeed(seed),
        OptimizerSettings.ofLearningRate(learningRate, LearningRateSchedule.constant(1_000_000)));
  }

  /** Batches of four, every step logged, no lane counted as collapsed. */
  static TrainingSpec training() {
    return new TrainingSpec(4, 1, 8, 1e9);
  }

  /** Under maximal-update rules and independent weight decay. */
  static StackSpec spec(
      Architecture architecture,
      OptimizerKind optimizer,
      DataType type,
      TrainingSpec training,
      List<LaneSpec> lanes) {
    return new StackSpec(
        architecture, plan("maximal-update", architecture, optimizer), type, training, lanes);
  }

  static ScalingPlan plan(String rules, Architecture architecture, OptimizerKind optimizer) {
    return ScalingPlan.of(
        RuleSet.named(rules),
        optimizer,
        WeightDecayRule.INDEPENDENT,
        architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
        architecture.multipliers());
  }
}

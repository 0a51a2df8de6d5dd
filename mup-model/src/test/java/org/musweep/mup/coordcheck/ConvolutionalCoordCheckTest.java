package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.musweep.mup.block.Activation;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.family.ConvNet;
import org.musweep.mup.family.Resnet;
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

/** Sizes of convolutional modules over widths: flat under maximal update, and not without. */
@Tag("djl")
class ConvolutionalCoordCheckTest {

  private static final DataShape.Images IMAGES = new DataShape.Images(1, 8, 8, 4);
  private static final List<Integer> WIDTHS = List.of(8, 16, 32, 64);
  private static final double LEARNING_RATE = 0.01;
  private static final int STEPS = 4;

  private enum Family {
    CONVNET {
      @Override
      Architecture ofWidth(int width) {
        return ConvNet.ofWidth(IMAGES, width, 8, 2, Activation.RELU);
      }
    },
    RESNET {
      @Override
      Architecture ofWidth(int width) {
        return Resnet.ofWidth(IMAGES, width, 8, 2, 1);
      }
    };

    abstract Architecture ofWidth(int width);
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void modulesAreFlatUnderMaximalUpdateOnly(Family family) {
    CoordVerdict flat = verdict(family, "maximal-update");
    assertThat(flat.outcome()).as(flat.reason()).isNotEqualTo(CoordOutcome.FAILED);
    assertThat(flat.slopes().stream().map(ModuleSlope::module).distinct())
        .containsAll(
            family == Family.CONVNET
                ? List.of("conv_1", "conv_2", "fc", "readout")
                : List.of("conv1", "layer1.conv2", "layer2.shortcut.0", "layer2", "readout"));
    assertThat(verdict(family, "standard").outcome()).isEqualTo(CoordOutcome.FAILED);
  }

  private static CoordVerdict verdict(Family family, String rules) {
    List<CoordRecord> records = new ArrayList<>();
    try (Dataset dataset = images()) {
      for (int width : WIDTHS) {
        records.addAll(
            CoordCheck.record(
                new CoordCheck.Label(rules, width, 2),
                spec(family.ofWidth(width), rules),
                STEPS,
                dataset,
                Device.cpu()));
      }
    }
    return CoordVerdict.of(records, CoordLimits.forEveryLearningRate());
  }

  private static StackSpec spec(Architecture architecture, String rules) {
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named(rules),
            OptimizerKind.ADAM,
            WeightDecayRule.INDEPENDENT,
            architecture.parameters().stream().map(ParameterSpec::declaration).toList(),
            architecture.multipliers());
    List<LaneSpec> lanes =
        IntStream.range(0, 4)
            .mapToObj(
                seed ->
                    new LaneSpec(
                        Lane.ofSeed(seed),
                        OptimizerSettings.ofLearningRate(
                            LEARNING_RATE, LearningRateSchedule.constant(1_000_000))))
            .toList();
    return new StackSpec(
        architecture, plan, DataType.FLOAT32, new TrainingSpec(16, 1, 8, 1e9), lanes);
  }

  /** A pattern per class with noise: something to learn, as the check's updates have to agree. */
  private static Dataset images() {
    Random random = new Random(1);
    int size = IMAGES.inputsPerRow();
    byte[] patterns = new byte[IMAGES.classes() * size];
    random.nextBytes(patterns);
    int[] labels = random.ints(64, 0, IMAGES.classes()).toArray();
    byte[] pixels = new byte[labels.length * size];
    for (int i = 0; i < pixels.length; i++) {
      int pattern = patterns[labels[i / size] * size + i % size] & 0xff;
      pixels[i] = (byte) (0.8 * pattern + random.nextInt(50));
    }
    return ImageDataset.of(IMAGES, pixels, labels, 8);
  }
}

package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeatureMaps;
import org.musweep.mup.block.ResidualBlock;
import org.musweep.mup.block.StackedBatchNorm;
import org.musweep.mup.block.StackedConvolution;
import org.musweep.mup.block.StackedLinear;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.BufferSpec;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * A residual network for small images: a 3×3 stem {@code conv1} with {@code bn1} and ReLU, stages
 * of residual blocks, the mean over all pixels, {@code readout}.
 *
 * <p>The first stage keeps the stem's channels and size; each further one doubles the channels and
 * halves the size. Blocks are named {@code layer1}, {@code layer2}, … where a stage has one, else
 * {@code layer1.0}, {@code layer1.1}, …. Two blocks in each of four stages of 64 channels and up
 * are the ResNet-18 that microsoft/mup's example trains; there too only the last layer is a
 * readout. Convolutions start with variance {@code 2/fan_in} and have no biases.
 *
 * @param input the images
 * @param width channels of the first stage
 * @param stages number of stages
 * @param blocksPerStage residual blocks of each
 * @param zeroReadout whether the readout's weight starts at 0
 */
public record Resnet(
    DataShape.Images input, InfDim width, int stages, int blocksPerStage, boolean zeroReadout)
    implements Architecture {

  private static final int KERNEL = 3;

  /** Checks that there is something to stack. */
  public Resnet {
    if (stages < 1 || stages > 16 || blocksPerStage < 1) {
      throw new IllegalArgumentException(
          "Invalid residual network: %d stages of %d blocks (must be 1 to 16, and at least 1)"
              .formatted(stages, blocksPerStage));
    }
  }

  /** A residual network whose readout starts at random. */
  public static Resnet ofWidth(
      DataShape.Images input, int width, int baseWidth, int stages, int blocksPerStage) {
    return new Resnet(input, InfDim.infinite(baseWidth, width), stages, blocksPerStage, false);
  }

  @Override
  public String family() {
    return "resnet";
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>(stem().parameters());
    result.addAll(stemNorm().parameters());
    blocks().forEach(block -> result.addAll(block.parameters()));
    result.addAll(readout().parameters());
    return result;
  }

  @Override
  public List<BufferSpec> buffers() {
    List<BufferSpec> result = new ArrayList<>(stemNorm().buffers());
    blocks().forEach(block -> result.addAll(block.buffers()));
    return result;
  }

  @Override
  public OptionalInt blockOf(String parameter) {
    List<ResidualBlock> blocks = blocks();
    return IntStream.range(0, blocks.size())
        .filter(index -> parameter.startsWith(blocks.get(index).name() + "."))
        .findFirst();
  }

  @Override
  public List<MultiplierSite> multipliers() {
    return List.of(new MultiplierSite(TrialStack.READOUT_SITE, SiteKind.READOUT, last()));
  }

  @Override
  public long multiplyAdds() {
    long height = input.height();
    long columns = input.width();
    long sum = Architecture.super.multiplyAdds() + stem().multiplyAddsPerPixel() * height * columns;
    for (ResidualBlock block : blocks()) {
      height = (height - 1) / block.stride() + 1;
      columns = (columns - 1) / block.stride() + 1;
      sum += block.multiplyAddsPerPixel() * height * columns;
    }
    return sum;
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    NDArray maps = FeatureMaps.of(pass.scaleInput(inputs), input, rows);
    maps = stemNorm().forward(pass, stem().forward(pass, maps)); // [rows, T·width, h, w]
    maps = Activation.RELU.apply(pass, maps);
    for (ResidualBlock block : blocks()) {
      maps = block.forward(pass, maps);
    }
    NDArray x = FeatureMaps.average(pass, maps); // [T, rows, channels]
    return pass.module("readout", x, in -> readout().readout(pass, in)); // [T, rows, classes]
  }

  private List<ResidualBlock> blocks() {
    List<ResidualBlock> result = new ArrayList<>();
    for (int stage = 0; stage < stages; stage++) {
      for (int block = 0; block < blocksPerStage; block++) {
        boolean narrows = stage > 0 && block == 0;
        String name = "layer" + (stage + 1) + (blocksPerStage == 1 ? "" : "." + block);
        result.add(
            new ResidualBlock(
                name, channels(stage), channels(narrows ? stage - 1 : stage), narrows ? 2 : 1));
      }
    }
    return result;
  }

  private StackedConvolution stem() {
    return new StackedConvolution(
        "conv1",
        ParameterRole.INPUT_WEIGHT,
        width,
        InfDim.finite(input.channels()),
        KERNEL,
        1,
        false,
        Activation.RELU.gain());
  }

  private StackedBatchNorm stemNorm() {
    return new StackedBatchNorm("bn1", width);
  }

  private StackedLinear readout() {
    return new StackedLinear(
        "readout",
        ParameterRole.READOUT_WEIGHT,
        InfDim.finite(input.classes()),
        last(),
        true,
        zeroReadout ? Initialization.zeros() : StackedLinear.fanIn(last(), 1));
  }

  private InfDim channels(int stage) {
    int factor = 1 << stage;
    return InfDim.infinite(
        Math.multiplyExact(width.baseSize(), factor), Math.multiplyExact(width.size(), factor));
  }

  private InfDim last() {
    return channels(stages - 1);
  }
}

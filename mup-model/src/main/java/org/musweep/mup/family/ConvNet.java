package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.FeatureMaps;
import org.musweep.mup.block.StackedBatchNorm;
import org.musweep.mup.block.StackedConvolution;
import org.musweep.mup.block.StackedLinear;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.kernel.ImageKernels;
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
 * A plain convolutional network: 3×3 convolutions {@code conv_1 … conv_L}, each with an activation
 * and all but the last followed by 2×2 max-pooling; the mean over all pixels; {@code fc} with an
 * activation; {@code readout}.
 *
 * <p>Hidden weights start with variance {@code gain²/fan_in} (the fan-in counts the kernel), the
 * readout with {@code 1/fan_in} at base width, biases at 0.
 *
 * @param input the images
 * @param channels of each convolution, at least one
 * @param hidden units of {@code fc}
 * @param activation after each convolution and {@code fc}
 * @param bias whether convolutions, {@code fc} and the readout have biases
 * @param norm whether batch normalization {@code bn_i} stands between convolution and activation
 * @param zeroReadout whether the readout's weight starts at 0
 */
public record ConvNet(
    DataShape.Images input,
    List<InfDim> channels,
    InfDim hidden,
    Activation activation,
    boolean bias,
    boolean norm,
    boolean zeroReadout)
    implements Architecture {

  private static final int KERNEL = 3;
  private static final int POOL = 2;

  /** Copies the channels and checks that every pooling has pixels left. */
  public ConvNet {
    channels = List.copyOf(channels);
    if (channels.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid convolutional network: it needs at least one convolution");
    }
    int deepest = deepest(input);
    if (channels.size() > deepest) {
      throw new IllegalArgumentException(
          "Invalid convolutional network: %d convolutions on images of %d x %d (must be at most %d, because images are halved between two of them)"
              .formatted(channels.size(), input.height(), input.width(), deepest));
    }
  }

  /** The most convolutions that such images allow. */
  public static int deepest(DataShape.Images input) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(Math.min(input.height(), input.width()));
  }

  /**
   * A network of {@code depth} convolutions, the first with {@code width} channels and every
   * further one with twice as many as the one before; {@code fc} has as many units as the last.
   */
  public static ConvNet ofWidth(
      DataShape.Images input, int width, int baseWidth, int depth, Activation activation) {
    List<InfDim> channels =
        IntStream.range(0, depth)
            .mapToObj(i -> InfDim.infinite(doubled(baseWidth, i), doubled(width, i)))
            .toList();
    return new ConvNet(input, channels, channels.get(depth - 1), activation, true, false, false);
  }

  @Override
  public String family() {
    return "convnet";
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>();
    for (int layer = 0; layer < channels.size(); layer++) {
      result.addAll(convolution(layer).parameters());
      if (norm) {
        result.addAll(batchNorm(layer).parameters());
      }
    }
    result.addAll(linear().parameters());
    result.addAll(readout().parameters());
    return result;
  }

  @Override
  public List<BufferSpec> buffers() {
    return norm
        ? IntStream.range(0, channels.size())
            .mapToObj(this::batchNorm)
            .flatMap(each -> each.buffers().stream())
            .toList()
        : List.of();
  }

  /** Convolution N and its normalization are block N − 1; {@code fc} is the block after them. */
  @Override
  public OptionalInt blockOf(String parameter) {
    if (parameter.startsWith("fc.")) {
      return OptionalInt.of(channels.size());
    }
    return IntStream.range(0, channels.size())
        .filter(
            layer ->
                parameter.startsWith("conv_" + (layer + 1) + ".")
                    || parameter.startsWith("bn_" + (layer + 1) + "."))
        .findFirst();
  }

  @Override
  public List<MultiplierSite> multipliers() {
    return List.of(new MultiplierSite(TrialStack.READOUT_SITE, SiteKind.READOUT, hidden));
  }

  @Override
  public long multiplyAdds() {
    long sum = Architecture.super.multiplyAdds();
    long height = input.height();
    long width = input.width();
    for (int layer = 0; layer < channels.size(); layer++) {
      sum += convolution(layer).multiplyAddsPerPixel() * height * width;
      height /= POOL;
      width /= POOL;
    }
    return sum;
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    NDArray maps = FeatureMaps.of(pass.scaleInput(inputs), input, rows);
    for (int layer = 0; layer < channels.size(); layer++) {
      maps = convolution(layer).forward(pass, maps); // [rows, T·channels, h, w]
      maps = norm ? batchNorm(layer).forward(pass, maps) : maps;
      maps = activation.apply(pass, maps);
      if (layer < channels.size() - 1) {
        maps = ImageKernels.shared().maxPool(maps, POOL);
      }
    }
    NDArray x = FeatureMaps.average(pass, maps); // [T, rows, channels]
    x = activation.apply(pass, pass.module("fc", x, in -> linear().forward(pass, in)));
    return pass.module("readout", x, in -> readout().readout(pass, in)); // [T, rows, classes]
  }

  private StackedConvolution convolution(int layer) {
    boolean first = layer == 0;
    return new StackedConvolution(
        "conv_" + (layer + 1),
        first ? ParameterRole.INPUT_WEIGHT : ParameterRole.HIDDEN_WEIGHT,
        channels.get(layer),
        first ? InfDim.finite(input.channels()) : channels.get(layer - 1),
        KERNEL,
        1,
        bias,
        activation.gain());
  }

  private StackedBatchNorm batchNorm(int layer) {
    return new StackedBatchNorm("bn_" + (layer + 1), channels.get(layer));
  }

  private StackedLinear linear() {
    InfDim in = channels.get(channels.size() - 1);
    return new StackedLinear(
        "fc",
        ParameterRole.HIDDEN_WEIGHT,
        hidden,
        in,
        bias,
        StackedLinear.fanIn(in, activation.gain()));
  }

  private StackedLinear readout() {
    return new StackedLinear(
        "readout",
        ParameterRole.READOUT_WEIGHT,
        InfDim.finite(input.classes()),
        hidden,
        bias,
        zeroReadout ? Initialization.zeros() : StackedLinear.fanIn(hidden, 1));
  }

  private static int doubled(int width, int times) {
    return Math.multiplyExact(width, 1 << times);
  }
}

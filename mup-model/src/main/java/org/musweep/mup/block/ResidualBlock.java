package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.Stream;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.BufferSpec;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.ParameterSpec;

/**
 * Two 3×3 convolutions with batch normalization beside a shortcut, ReLU after the sum.
 *
 * <p>Where the channels or the size change, the shortcut is a 1×1 convolution with batch
 * normalization, else it is the input itself. Source: arXiv:1512.03385, figure 5 (left) and section
 * 3.3, option B.
 *
 * @param name prefix of the parameters, such as {@code layer2}; the output is recorded under it
 * @param out output channels
 * @param in input channels
 * @param stride of the first convolution and of the shortcut
 */
public record ResidualBlock(String name, InfDim out, InfDim in, int stride) {

  private static final int KERNEL = 3;

  /** Parameters of both convolutions, their normalizations and the shortcut. */
  public List<ParameterSpec> parameters() {
    return Stream.of(
            first().parameters(),
            firstNorm().parameters(),
            second().parameters(),
            secondNorm().parameters(),
            hasProjection() ? projection().parameters() : List.<ParameterSpec>of(),
            hasProjection() ? projectionNorm().parameters() : List.<ParameterSpec>of())
        .flatMap(List::stream)
        .toList();
  }

  /** The running statistics of all normalizations. */
  public List<BufferSpec> buffers() {
    return Stream.of(
            firstNorm().buffers(),
            secondNorm().buffers(),
            hasProjection() ? projectionNorm().buffers() : List.<BufferSpec>of())
        .flatMap(List::stream)
        .toList();
  }

  /** Multiply-adds of one lane for one pixel of its output, at whose size all convolutions are. */
  public long multiplyAddsPerPixel() {
    return first().multiplyAddsPerPixel()
        + second().multiplyAddsPerPixel()
        + (hasProjection() ? projection().multiplyAddsPerPixel() : 0);
  }

  /** {@code [rows, T·in, h, w] -> [rows, T·out, h/stride, w/stride]}. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    return FeatureMaps.module(pass, name, x, maps -> apply(pass, maps));
  }

  private NDArray apply(ForwardPass pass, NDArray x) {
    NDArray y = firstNorm().forward(pass, first().forward(pass, x));
    y = secondNorm().forward(pass, second().forward(pass, Activation.RELU.apply(pass, y)));
    NDArray shortcut =
        hasProjection() ? projectionNorm().forward(pass, projection().forward(pass, x)) : x;
    return Activation.RELU.apply(pass, y.add(shortcut));
  }

  private boolean hasProjection() {
    return stride != 1 || !out.equals(in);
  }

  private StackedConvolution first() {
    return convolution(name + ".conv1", in, KERNEL, stride, Activation.RELU.gain());
  }

  private StackedConvolution second() {
    return convolution(name + ".conv2", out, KERNEL, 1, Activation.RELU.gain());
  }

  private StackedConvolution projection() {
    return convolution(name + ".shortcut.0", in, 1, stride, 1);
  }

  private StackedConvolution convolution(
      String layer, InfDim from, int kernel, int step, double gain) {
    return new StackedConvolution(
        layer, ParameterRole.HIDDEN_WEIGHT, out, from, kernel, step, false, gain);
  }

  private StackedBatchNorm firstNorm() {
    return new StackedBatchNorm(name + ".bn1", out);
  }

  private StackedBatchNorm secondNorm() {
    return new StackedBatchNorm(name + ".bn2", out);
  }

  private StackedBatchNorm projectionNorm() {
    return new StackedBatchNorm(name + ".shortcut.1", out);
  }
}

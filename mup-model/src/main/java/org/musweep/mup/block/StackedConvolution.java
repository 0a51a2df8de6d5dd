package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.kernel.ImageKernels;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * A convolution with an odd, square kernel, padded so that stride 1 keeps the size.
 *
 * <p>Shapes: {@code [rows, T·in, h, w] -> [rows, T·out, h/stride, w/stride]}, rounded up; the
 * weight is {@code [out, in, k, k]}, the bias {@code [out]} and starts at 0. Of a kernel only the
 * channels can be widths.
 *
 * @param name prefix of the parameters {@code name.weight} and {@code name.bias}
 * @param role of the weight
 * @param out output channels
 * @param in input channels
 * @param kernel height and width of the kernel
 * @param stride distance of neighbouring outputs, in pixels
 * @param bias whether there is a bias
 * @param gain the weight starts with variance {@code gain²/(in·k²)} at base width
 */
public record StackedConvolution(
    String name,
    ParameterRole role,
    InfDim out,
    InfDim in,
    int kernel,
    int stride,
    boolean bias,
    double gain) {

  /** Checks that the kernel has a middle. */
  public StackedConvolution {
    if (kernel < 1 || kernel % 2 == 0 || stride < 1) {
      throw new IllegalArgumentException(
          "Invalid convolution %s: kernel %d, stride %d (the kernel must be odd, the stride at least 1)"
              .formatted(name, kernel, stride));
    }
  }

  /** The parameters, weight first. */
  public List<ParameterSpec> parameters() {
    InfDim side = InfDim.finite(kernel);
    List<ParameterSpec> result = new ArrayList<>();
    result.add(
        new ParameterSpec(
            new ParameterDeclaration(name + ".weight", role, InfShape.of(out, in, side, side)),
            new Initialization.Normal(gain / (kernel * Math.sqrt(in.baseSize())))));
    if (bias) {
      result.add(
          new ParameterSpec(
              new ParameterDeclaration(name + ".bias", ParameterRole.BIAS, InfShape.of(out)),
              Initialization.zeros()));
    }
    return result;
  }

  /** Multiply-adds of one lane for one pixel of its output. */
  public long multiplyAddsPerPixel() {
    return (long) out.size() * in.size() * kernel * kernel;
  }

  /** The layer's output, which the recorder sees under the layer's name. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    return FeatureMaps.module(pass, name, x, maps -> apply(pass, maps));
  }

  private NDArray apply(ForwardPass pass, NDArray x) {
    NDArray maps =
        ImageKernels.shared().convolution(x, pass.parameter(name + ".weight"), stride, kernel / 2);
    return bias
        ? maps.add(
            pass.parameter(name + ".bias").reshape(1, (long) pass.lanes() * out.size(), 1, 1))
        : maps;
  }
}

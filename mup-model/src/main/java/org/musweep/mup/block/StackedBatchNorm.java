package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.musweep.mup.kernel.ImageKernels;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.BufferSpec;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * Batch normalization of each lane's channels, {@code [rows, T·C, h, w]} to the same.
 *
 * <p>Training goes by the batch's mean and biased variance; evaluation by running averages of the
 * mean and unbiased variance, which forget a tenth per step and are divided by what they have seen,
 * so that they are right after few steps too. Source: arXiv:1502.03167, algorithm 1; ε = 1e-5.
 *
 * @param name prefix of the parameters {@code name.weight} (starts at 1) and {@code name.bias}
 *     (starts at 0), and of the buffers {@code name.running_mean}, {@code name.running_var} and
 *     {@code name.running_share}
 * @param channels C
 */
public record StackedBatchNorm(String name, InfDim channels) {

  /** Gain and bias. */
  public List<ParameterSpec> parameters() {
    InfShape shape = InfShape.of(channels);
    return List.of(
        new ParameterSpec(
            new ParameterDeclaration(name + ".weight", ParameterRole.GAIN, shape),
            Initialization.ones()),
        new ParameterSpec(
            new ParameterDeclaration(name + ".bias", ParameterRole.BIAS, shape),
            Initialization.zeros()));
  }

  /** The running statistics. */
  public List<BufferSpec> buffers() {
    List<Integer> each = List.of(channels.size());
    return List.of(
        new BufferSpec(mean(), each),
        new BufferSpec(variance(), each),
        new BufferSpec(share(), List.of(1)));
  }

  /** The normalized maps, which the recorder sees under the layer's name. */
  public NDArray forward(ForwardPass pass, NDArray x) {
    return FeatureMaps.module(pass, name, x, maps -> apply(pass, maps));
  }

  private NDArray apply(ForwardPass pass, NDArray x) {
    NDArray gain = pass.parameter(name + ".weight");
    NDArray bias = pass.parameter(name + ".bias");
    NDArray mean = pass.buffer(mean());
    NDArray variance = pass.buffer(variance());
    NDArray share = pass.buffer(share());
    ImageKernels kernels = ImageKernels.shared();
    return pass.isTraining()
        ? kernels.batchNorm(x, gain, bias, mean, variance, share)
        : kernels.batchNormByRunningStatistics(x, gain, bias, mean, variance, share);
  }

  private String mean() {
    return name + ".running_mean";
  }

  private String variance() {
    return name + ".running_var";
  }

  private String share() {
    return name + ".running_share";
  }
}

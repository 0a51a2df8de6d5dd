package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Differentiable operations on feature maps.
 *
 * <p>Shapes: T lanes lie side by side in the channels, {@code [rows, T·channels, height, width]},
 * so that a convolution of all lanes is one grouped convolution, and statistics per channel are
 * statistics per lane and channel.
 */
public final class ImageKernels {

  private static final Shape NO_DILATION = new Shape(1, 1);

  private final Kernels kernels;

  private ImageKernels(Kernels kernels) {
    this.kernels = kernels;
  }

  private static final class Holder {
    static final ImageKernels INSTANCE = new ImageKernels(Kernels.shared());
  }

  /** The kernels of this JVM, loaded on first use. */
  public static ImageKernels shared() {
    return Holder.INSTANCE;
  }

  /**
   * Each lane's convolution of its own maps: {@code [rows, T·in, h, w]} with weights {@code [T,
   * out, in, k, k]} give {@code [rows, T·out, h', w']}. Maps {@code [rows, in, h, w]} are those of
   * all lanes.
   */
  public NDArray convolution(NDArray x, NDArray weight, int stride, int padding) {
    Shape shape = weight.getShape();
    NDArray grouped =
        weight.reshape(
            new Shape(shape.get(0) * shape.get(1)).addAll(shape.slice(2))); // [T·out, in, k, k]
    return JniUtils.convolution(
        (PtNDArray) x,
        (PtNDArray) grouped,
        null,
        new Shape(stride, stride),
        new Shape(padding, padding),
        NO_DILATION,
        Math.toIntExact(x.getShape().get(1) / shape.get(2)));
  }

  /** The largest value of each square of that size, squares not overlapping; a rest is dropped. */
  public NDArray maxPool(NDArray x, int size) {
    Shape window = new Shape(size, size);
    return JniUtils.maxPool((PtNDArray) x, window, window, new Shape(0, 0), false);
  }

  /**
   * Normalization by the statistics of the batch with ε = 1e-5, then gain and bias {@code [T, C]}.
   *
   * <p>The running mean and (unbiased) variance {@code [T, C]} are moved by a tenth towards the
   * batch's, the share {@code [T, 1]} by a tenth towards 1: it tells how much of the running
   * statistics has been seen.
   */
  public NDArray batchNorm(
      NDArray x, NDArray gain, NDArray bias, NDArray mean, NDArray variance, NDArray share) {
    kernels.run("approach_one", share);
    return kernels.run("batch_norm", x, gain, bias, mean, variance);
  }

  /**
   * Normalization by the running statistics over their share, then gain and bias; what {@link
   * #batchNorm} has never seen has mean 0 and variance 1.
   */
  public NDArray batchNormByRunningStatistics(
      NDArray x, NDArray gain, NDArray bias, NDArray mean, NDArray variance, NDArray share) {
    return kernels.run("batch_norm_running", x, gain, bias, mean, variance, share);
  }
}

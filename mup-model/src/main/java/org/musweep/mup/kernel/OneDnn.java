package org.musweep.mup.kernel;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Which matrix products go to oneDNN.
 *
 * <p>On a CPU libtorch's own products of one large float32 weight run in one thread when they are
 * batched, and somewhat below the processor's rate; oneDNN's do not.
 */
public final class OneDnn {

  /** Below this many elements of a weight, converting to and from oneDNN's arrays costs more. */
  private static final long LEAST_ELEMENTS = 1 << 16;

  private OneDnn() {}

  /** Not every build of libtorch has oneDNN. */
  private static final class Trial {
    static final boolean SUCCEEDED = attempt();

    private static boolean attempt() {
      try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
        NDArray one = manager.ones(new Shape(1, 1, 1));
        return product(one, one).toFloatArray()[0] == 1;
      } catch (EngineException e) {
        return false;
      }
    }
  }

  /** {@code x wᵀ}: {@code [1, rows, in], [1, out, in] -> [1, rows, out]}. */
  static NDArray product(NDArray x, NDArray w) {
    return Kernels.shared().run("onednn_matmul", x, w);
  }

  /** {@code x wᵀ + b}, with a bias {@code [1, 1, out]}. */
  static NDArray affine(NDArray x, NDArray w, NDArray b) {
    return Kernels.shared().run("onednn_linear", x, w, b);
  }

  /**
   * Whether the product with a weight {@code [T, out, in]} is oneDNN's; the weight then has to lie
   * in memory row by row.
   */
  public static boolean takes(Shape weight, DataType type, Device device) {
    return weight.get(0) == 1
        && weight.size() >= LEAST_ELEMENTS
        && type == DataType.FLOAT32
        && !device.isGpu()
        && Trial.SUCCEEDED;
  }
}

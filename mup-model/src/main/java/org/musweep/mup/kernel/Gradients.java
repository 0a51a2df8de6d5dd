package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import java.util.List;

/**
 * The gradients of a stack's parameters, {@code [T, ...]} each, in native memory until closed.
 *
 * <p>A value: scaling gives new gradients.
 */
public final class Gradients implements AutoCloseable {

  private final Kernels kernels;
  private final IValue list;

  Gradients(Kernels kernels, IValue list) {
    this.kernels = kernels;
    this.list = list;
  }

  /** The global L2 norm of each lane's gradient: {@code [T]}. */
  public NDArray laneNorms(NDManager manager) {
    try (IValue norms = kernels.call("lane_norms", list)) {
      return norms.toTensor((PtNDManager) manager);
    }
  }

  /**
   * The L2 norm of each lane's difference to other gradients of the same parameters: {@code [T]}.
   */
  public NDArray laneDistances(Gradients others, NDManager manager) {
    try (IValue norms = kernels.call("lane_distances", list, others.list)) {
      return norms.toTensor((PtNDManager) manager);
    }
  }

  /**
   * These gradients with each lane's multiplied by its factor of {@code [T]}; the caller closes
   * them.
   */
  public Gradients scaledBy(NDArray laneFactors) {
    try (IValue factors = IValue.from((PtNDArray) laneFactors)) {
      return new Gradients(kernels, kernels.call("scale_lanes", list, factors));
    }
  }

  /**
   * These gradients with each lane's multiplied by {@code min(1, limit / (norm + 1e-6))}, as
   * torch's clipping has it; the caller closes them. A lane whose norm is not a number harms no
   * other.
   *
   * @param limits largest norm of each lane, {@code [T]}; a lane whose limit is infinite is left as
   *     it is
   * @param norms what {@link #laneNorms} gave
   */
  public Gradients clippedTo(NDArray limits, NDArray norms) {
    try (IValue limit = IValue.from((PtNDArray) limits);
        IValue norm = IValue.from((PtNDArray) norms)) {
      return new Gradients(kernels, kernels.call("clip_lanes", list, limit, norm));
    }
  }

  /** The gradients as arrays of a manager. */
  public List<NDArray> arrays(NDManager manager) {
    return List.of(list.toTensorArray((PtNDManager) manager));
  }

  IValue list() {
    return list;
  }

  @Override
  public void close() {
    list.close();
  }
}

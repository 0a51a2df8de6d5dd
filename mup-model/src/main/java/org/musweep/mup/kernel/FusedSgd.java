package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Stochastic gradient descent with momentum over all parameters of a stack in one call.
 *
 * <p>The update is torch's: {@code b ← μb + (g + λw)}, at the first step {@code b = g + λw}, then
 * {@code w ← w − lr·b}, or with Nesterov's form {@code w ← w − lr·(g + λw + μb)}.
 */
public final class FusedSgd implements AutoCloseable {

  /**
   * The scalars of one group at one step.
   *
   * @param learningRate step size
   * @param momentum μ
   * @param weightDecay λ
   */
  public record Scalars(double learningRate, double momentum, double weightDecay) {}

  private final Kernels kernels;
  private final GroupedViews views;
  private final IValue parameters;
  private final IValue buffers;
  private final IValue transposed;
  private final IValue parameterOf;
  private final IValue laneOf;
  private final IValue counts;
  private final IValue nesterov;

  private FusedSgd(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> momentumBuffers,
      IValue nesterov) {
    this.kernels = kernels;
    this.views = new GroupedViews(kernels, groups, stacked);
    this.parameters = views.of(stacked);
    this.buffers = views.of(momentumBuffers);
    this.transposed = views.transposed();
    this.parameterOf = views.parameterOf();
    this.laneOf = views.laneOf();
    this.counts = views.counts();
    this.nesterov = nesterov;
  }

  /** Plain (heavy-ball) momentum. Both lists hold {@code [T, ...]} arrays in one order. */
  public static FusedSgd heavyBall(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> momentumBuffers) {
    return new FusedSgd(kernels, groups, stacked, momentumBuffers, IValue.from(false));
  }

  /** Nesterov's momentum. Both lists hold {@code [T, ...]} arrays in one order. */
  public static FusedSgd nesterov(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> momentumBuffers) {
    return new FusedSgd(kernels, groups, stacked, momentumBuffers, IValue.from(true));
  }

  /**
   * Updates parameters and momentum buffers in place.
   *
   * @param step counts from 1
   * @param scalars one per group, in the groups' order
   */
  public void step(Gradients gradients, int step, List<Scalars> scalars) {
    try (IValue first = IValue.from(step == 1);
        IValue lr = each(scalars, Scalars::learningRate);
        IValue momentum = each(scalars, Scalars::momentum);
        IValue weightDecay = each(scalars, Scalars::weightDecay);
        IValue done =
            kernels.call(
                "sgd",
                parameters,
                gradients.list(),
                buffers,
                transposed,
                parameterOf,
                laneOf,
                counts,
                first,
                nesterov,
                lr,
                momentum,
                weightDecay)) {
      if (!done.isTensor()) {
        throw new IllegalStateException("Cannot update parameters: the kernel returned nothing");
      }
    }
  }

  private static IValue each(List<Scalars> scalars, ToDoubleFunction<Scalars> part) {
    return IValue.listFrom(scalars.stream().mapToDouble(part).toArray());
  }

  @Override
  public void close() {
    nesterov.close();
    views.close();
  }
}

package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Adam and AdamW over all parameters of a stack in one call.
 *
 * <p>The update is torch's: {@code m̂ / (√v̂ + ε)} with both moments bias-corrected, scalars in
 * double precision; Adam adds the weight decay to the gradient, AdamW shrinks the parameter by
 * {@code lr·wd} first. Source: arXiv:1412.6980 algorithm 1, arXiv:1711.05101 algorithm 2.
 */
public final class FusedAdam implements AutoCloseable {

  /**
   * The scalars of one group at one step.
   *
   * @param learningRate step size
   * @param beta1 decay of the first moment
   * @param beta2 decay of the second moment
   * @param weightDecay coefficient λ
   * @param epsilon added to the root of the second moment
   */
  public record Scalars(
      double learningRate, double beta1, double beta2, double weightDecay, double epsilon) {}

  private final Kernels kernels;
  private final GroupedViews views;
  private final IValue parameters;
  private final IValue first;
  private final IValue second;
  private final IValue transposed;
  private final IValue parameterOf;
  private final IValue laneOf;
  private final IValue counts;
  private final IValue decoupled;

  private FusedAdam(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> firstMoments,
      List<NDArray> secondMoments,
      IValue decoupled) {
    this.kernels = kernels;
    this.views = new GroupedViews(kernels, groups, stacked);
    this.parameters = views.of(stacked);
    this.first = views.of(firstMoments);
    this.second = views.of(secondMoments);
    this.transposed = views.transposed();
    this.parameterOf = views.parameterOf();
    this.laneOf = views.laneOf();
    this.counts = views.counts();
    this.decoupled = decoupled;
  }

  /**
   * Adam: weight decay is part of the gradient. All lists hold {@code [T, ...]} arrays in one
   * order.
   */
  public static FusedAdam coupled(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> firstMoments,
      List<NDArray> secondMoments) {
    return new FusedAdam(kernels, groups, stacked, firstMoments, secondMoments, IValue.from(false));
  }

  /**
   * AdamW: weight decay is apart from the gradient. All lists hold {@code [T, ...]} arrays in one
   * order.
   */
  public static FusedAdam decoupled(
      Kernels kernels,
      List<UpdateGroup> groups,
      List<NDArray> stacked,
      List<NDArray> firstMoments,
      List<NDArray> secondMoments) {
    return new FusedAdam(kernels, groups, stacked, firstMoments, secondMoments, IValue.from(true));
  }

  /**
   * Updates parameters and moments in place.
   *
   * @param step counts from 1
   * @param scalars one per group, in the groups' order
   */
  public void step(Gradients gradients, int step, List<Scalars> scalars) {
    step(gradients, List.of(step), scalars);
  }

  /**
   * Updates parameters and moments in place.
   *
   * @param steps count from 1: a single one for all groups, or one per group
   * @param scalars one per group, in the groups' order
   */
  public void step(Gradients gradients, List<Integer> steps, List<Scalars> scalars) {
    if (steps.size() != 1 && steps.size() != scalars.size()) {
      throw new IllegalArgumentException(
          "Invalid steps: %d for %d groups (must be one, or one per group)"
              .formatted(steps.size(), scalars.size()));
    }
    try (IValue count = IValue.listFrom(steps.stream().mapToLong(Integer::longValue).toArray());
        IValue lr = each(scalars, Scalars::learningRate);
        IValue beta1 = each(scalars, Scalars::beta1);
        IValue beta2 = each(scalars, Scalars::beta2);
        IValue weightDecay = each(scalars, Scalars::weightDecay);
        IValue epsilon = each(scalars, Scalars::epsilon);
        IValue done =
            kernels.call(
                "adam",
                parameters,
                gradients.list(),
                first,
                second,
                transposed,
                parameterOf,
                laneOf,
                counts,
                count,
                decoupled,
                lr,
                beta1,
                beta2,
                weightDecay,
                epsilon)) {
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
    decoupled.close();
    views.close();
  }
}

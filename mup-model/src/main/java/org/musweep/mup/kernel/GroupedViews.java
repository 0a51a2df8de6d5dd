package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/**
 * Lane views of stacked arrays, ordered by update group, kept as native lists so that a step passes
 * handles only.
 */
final class GroupedViews implements AutoCloseable {

  private final Kernels kernels;
  private final List<IValue> values = new ArrayList<>();
  private final IValue parameterOf;
  private final IValue laneOf;
  private final IValue counts;
  private final IValue transposed;

  /** Views of arrays that lie in memory as {@code parameters}, {@code [T, …]} each, do. */
  GroupedViews(Kernels kernels, List<UpdateGroup> groups, List<NDArray> parameters) {
    this.kernels = kernels;
    try (IValue list = Kernels.list(parameters)) {
      transposed = keep(kernels.call("lies_transposed", list));
    }
    parameterOf =
        keep(
            IValue.listFrom(
                groups.stream()
                    .flatMap(group -> group.parameters().stream())
                    .mapToLong(Integer::longValue)
                    .toArray()));
    laneOf =
        keep(
            IValue.listFrom(
                groups.stream()
                    .flatMapToLong(
                        group -> group.parameters().stream().mapToLong(p -> group.lane()))
                    .toArray()));
    counts =
        keep(
            IValue.listFrom(
                groups.stream().mapToLong(group -> group.parameters().size()).toArray()));
  }

  /**
   * The views of these stacked arrays, a list per group, each view's elements in the order of
   * memory.
   */
  IValue of(List<NDArray> stacked) {
    try (IValue list = Kernels.list(stacked)) {
      return keep(kernels.call("by_group", list, transposed, parameterOf, laneOf, counts));
    }
  }

  /** For each parameter, whether its last two dimensions change places in memory. */
  IValue transposed() {
    return transposed;
  }

  /** For each view, the position of its parameter. */
  IValue parameterOf() {
    return parameterOf;
  }

  /** For each view, its lane. */
  IValue laneOf() {
    return laneOf;
  }

  /** For each group, how many views it has. */
  IValue counts() {
    return counts;
  }

  private IValue keep(IValue value) {
    values.add(value);
    return value;
  }

  @Override
  public void close() {
    values.forEach(IValue::close);
  }
}

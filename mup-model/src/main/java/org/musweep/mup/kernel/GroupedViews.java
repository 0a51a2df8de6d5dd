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

  GroupedViews(Kernels kernels, List<UpdateGroup> groups) {
    this.kernels = kernels;
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

  /** The views of these stacked arrays, one per group and parameter. */
  IValue of(List<NDArray> stacked) {
    try (IValue list = Kernels.list(stacked)) {
      return keep(kernels.call("lane_views", list, parameterOf, laneOf));
    }
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

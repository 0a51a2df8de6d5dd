package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.mup.kernel.FusedAdam;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.kernel.UpdateGroup;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.TrialStack;

/** Adam, or AdamW unless the stack's plan says Adam. Source: arXiv:1412.6980, arXiv:1711.05101. */
final class Adam implements StackOptimizer {

  private final UpdateGroups groups;
  private final ParameterState first;
  private final ParameterState second;
  private final FusedAdam kernel;

  /** Updates the parameters of the groups, which need not be all. */
  Adam(TrialStack stack, UpdateGroups groups, NDManager manager) {
    this.groups = groups;
    List<String> names = List.copyOf(stack.parameters().keySet());
    Set<String> updated =
        groups.groups().stream()
            .flatMap(group -> group.parameters().stream())
            .map(names::get)
            .collect(Collectors.toSet());
    first = new ParameterState("first-moment", stack, updated, manager);
    second = new ParameterState("second-moment", stack, updated, manager);
    List<NDArray> parameters = List.copyOf(stack.parameters().values());
    List<UpdateGroup> views = groups.groups();
    kernel =
        stack.plan().optimizer() == OptimizerKind.ADAM
            ? FusedAdam.coupled(
                Kernels.shared(), views, parameters, first.aligned(), second.aligned())
            : FusedAdam.decoupled(
                Kernels.shared(), views, parameters, first.aligned(), second.aligned());
  }

  @Override
  public void update(Gradients gradients, LaneSteps steps) {
    kernel.step(
        gradients,
        steps.isShared()
            ? List.of(steps.step())
            : groups.groups().stream().map(group -> steps.of(group.lane())).toList(),
        groups.scalars(
            steps,
            (settings, learningRate, weightDecay, epsilon) ->
                new FusedAdam.Scalars(
                    learningRate, settings.beta1(), settings.beta2(), weightDecay, epsilon)));
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(first.named());
    state.putAll(second.named());
    return state;
  }

  @Override
  public void close() {
    kernel.close();
  }
}

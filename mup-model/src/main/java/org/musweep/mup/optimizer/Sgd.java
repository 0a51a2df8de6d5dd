package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.musweep.mup.kernel.FusedSgd;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.stack.TrialStack;

/** Stochastic gradient descent with momentum; Nesterov's form where the settings ask for it. */
final class Sgd implements StackOptimizer {

  private final UpdateGroups groups;
  private final ParameterState buffers;
  private final FusedSgd kernel;

  Sgd(TrialStack stack, UpdateGroups groups, NDManager manager) {
    this.groups = groups;
    buffers = new ParameterState("momentum", stack, manager);
    List<NDArray> parameters = List.copyOf(stack.parameters().values());
    kernel =
        groups.nesterov()
            ? FusedSgd.nesterov(Kernels.shared(), groups.groups(), parameters, buffers.list())
            : FusedSgd.heavyBall(Kernels.shared(), groups.groups(), parameters, buffers.list());
  }

  @Override
  public void update(Gradients gradients, LaneSteps steps) {
    // A first step sets the momentum, which adding to zeros does as well.
    kernel.step(
        gradients,
        steps.furthest(),
        groups.scalars(
            steps,
            (settings, learningRate, weightDecay, epsilon) ->
                new FusedSgd.Scalars(
                    learningRate, settings.momentum().coefficient(), weightDecay)));
  }

  @Override
  public Map<String, NDArray> state() {
    return buffers.named();
  }

  @Override
  public void close() {
    kernel.close();
  }
}

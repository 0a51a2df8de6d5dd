package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.TrialStack;

/** Updates all parameters of a stack, each lane with its own settings. */
public interface StackOptimizer extends AutoCloseable {

  /**
   * An optimizer of the kind that the stack's plan was made for.
   *
   * @param settings one per lane
   * @param manager owns the optimizer's state
   */
  static StackOptimizer create(
      TrialStack stack, List<OptimizerSettings> settings, NDManager manager) {
    OptimizerKind kind = stack.plan().optimizer();
    return switch (kind) {
      case SGD -> new Sgd(stack, UpdateGroups.of(stack, settings), manager);
      case ADAM, ADAMW -> new Adam(stack, UpdateGroups.of(stack, settings), manager);
      case MUON -> new Muon(stack, settings, manager);
    };
  }

  /** Updates the parameters in place, all lanes at one step, which counts from 1. */
  default void update(Gradients gradients, int step) {
    update(gradients, LaneSteps.shared(step));
  }

  /** Updates the parameters in place, each lane at its own step. */
  void update(Gradients gradients, LaneSteps steps);

  /** The state that a checkpoint has to hold, {@code [T, …]} each, by name. */
  Map<String, NDArray> state();

  /** Frees what the optimizer holds besides its state. */
  @Override
  void close();
}

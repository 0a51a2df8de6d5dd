package org.musweep.mup.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.musweep.mup.kernel.FusedMuon;
import org.musweep.mup.kernel.Gradients;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * Muon: momentum of hidden weights is orthogonalized; embeddings, readout and vectors have AdamW.
 *
 * <p>A hidden weight moves by its learning rate times the multiplier of its shape, and decays by
 * the learning rate without it. Gradients are clipped before they enter the momentum: to clip what
 * is orthogonalized would make the step depend on width. Source: github.com/KellerJordan/Muon,
 * arXiv:2502.16982 algorithm 1.
 */
final class Muon implements StackOptimizer {

  /**
   * A hidden weight.
   *
   * @param scaling what the plan multiplies its settings with
   * @param multiplier of its updates
   * @param roleFactors each lane's own factor of its learning rate
   */
  private record Weight(
      String name, ParameterScaling scaling, double multiplier, List<Double> roleFactors) {}

  private final NDManager manager;
  private final List<OptimizerSettings> settings;
  private final List<Weight> weights;
  private final ParameterState buffers;
  private final Adam rest;
  private final Optional<FusedMuon> kernel;

  Muon(TrialStack stack, List<OptimizerSettings> settings, NDManager manager) {
    this.manager = manager;
    this.settings = List.copyOf(settings);
    List<ParameterSpec> specs = stack.architecture().parameters();
    List<Integer> positions =
        IntStream.range(0, specs.size())
            .filter(position -> isHidden(specs.get(position)))
            .boxed()
            .toList();
    weights =
        positions.stream().map(position -> weight(stack, settings, specs.get(position))).toList();
    List<String> names = weights.stream().map(Weight::name).toList();
    buffers = new ParameterState("momentum", stack, Set.copyOf(names), manager);
    rest = new Adam(stack, UpdateGroups.of(stack, settings, spec -> !isHidden(spec)), manager);
    kernel =
        positions.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new FusedMuon(
                    Kernels.shared(),
                    positions,
                    names.stream().map(stack::parameter).toList(),
                    buffers.list()));
  }

  private static boolean isHidden(ParameterSpec spec) {
    return OptimizerKind.MUON.orthogonalizes(spec.declaration().role());
  }

  private static Weight weight(
      TrialStack stack, List<OptimizerSettings> settings, ParameterSpec spec) {
    return new Weight(
        spec.name(),
        stack.plan().scaling(spec.name()),
        stack.plan().updates().muonScale().at(spec.declaration().shape()),
        settings.stream().map(own -> UpdateGroups.roleFactor(stack, own, spec)).toList());
  }

  @Override
  public void update(Gradients gradients, LaneSteps steps) {
    rest.update(gradients, steps);
    kernel.ifPresent(
        muon ->
            muon.step(
                gradients,
                manager,
                settings.stream().map(own -> mixing(own.momentum())).toList(),
                rates(steps)));
  }

  private static FusedMuon.Mixing mixing(Momentum momentum) {
    double fresh = momentum.freshShare();
    return switch (momentum.form()) {
      case HEAVY_BALL -> new FusedMuon.Mixing(momentum.coefficient(), fresh, 0, 1);
      case NESTEROV ->
          new FusedMuon.Mixing(momentum.coefficient(), fresh, fresh, momentum.coefficient());
    };
  }

  private List<FusedMuon.Rate> rates(LaneSteps steps) {
    List<FusedMuon.Rate> rates = new ArrayList<>(weights.size() * settings.size());
    for (Weight weight : weights) {
      for (int lane = 0; lane < settings.size(); lane++) {
        OptimizerSettings own = settings.get(lane);
        double learningRate =
            own.learningRate()
                * own.schedule().factor(steps.of(lane))
                * weight.scaling().learningRate()
                * weight.roleFactors().get(lane);
        double decay = learningRate * own.weightDecay() * weight.scaling().weightDecay();
        rates.add(new FusedMuon.Rate(1 - decay, learningRate * weight.multiplier()));
      }
    }
    return rates;
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(rest.state());
    state.putAll(buffers.named());
    return state;
  }

  @Override
  public void close() {
    rest.close();
    kernel.ifPresent(FusedMuon::close);
  }
}

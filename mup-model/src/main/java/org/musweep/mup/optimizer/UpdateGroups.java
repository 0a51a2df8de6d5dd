package org.musweep.mup.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.kernel.UpdateGroup;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * Parameters grouped, per lane, by what multiplies their learning rate, weight decay and epsilon.
 */
final class UpdateGroups {

  /** Factors that the parameters of a group share. */
  private record Factors(double learningRate, double weightDecay, double epsilon) {}

  /** A group with its lane's settings and its own factors. */
  private record Entry(UpdateGroup group, OptimizerSettings settings, Factors factors) {}

  private final List<Entry> entries;

  private UpdateGroups(List<Entry> entries) {
    this.entries = entries;
  }

  static UpdateGroups of(TrialStack stack, List<OptimizerSettings> settings) {
    if (settings.size() != stack.lanes().size()) {
      throw new IllegalArgumentException(
          "Invalid optimizer settings: %d for %d lanes (must be one per lane)"
              .formatted(settings.size(), stack.lanes().size()));
    }
    List<Entry> entries = new ArrayList<>();
    for (int lane = 0; lane < settings.size(); lane++) {
      OptimizerSettings own = settings.get(lane);
      for (Map.Entry<Factors, List<Integer>> each : byFactors(stack, own).entrySet()) {
        entries.add(new Entry(new UpdateGroup(lane, each.getValue()), own, each.getKey()));
      }
    }
    return new UpdateGroups(entries);
  }

  private static Map<Factors, List<Integer>> byFactors(TrialStack stack, OptimizerSettings own) {
    Map<Factors, List<Integer>> groups = new LinkedHashMap<>();
    int index = 0;
    for (ParameterSpec spec : stack.architecture().parameters()) {
      ParameterScaling scaling = stack.plan().scaling(spec.name());
      double role = own.roleFactors().of(spec.declaration().role());
      Factors factors =
          new Factors(scaling.learningRate() * role, scaling.weightDecay(), scaling.epsilon());
      groups.computeIfAbsent(factors, key -> new ArrayList<>()).add(index++);
    }
    return groups;
  }

  List<UpdateGroup> groups() {
    return entries.stream().map(Entry::group).toList();
  }

  /** Whether the lanes use Nesterov's form; all must agree. */
  boolean nesterov() {
    List<Momentum.Form> forms =
        entries.stream().map(entry -> entry.settings().momentum().form()).distinct().toList();
    if (forms.size() != 1) {
      throw new IllegalArgumentException(
          "Invalid optimizer settings: lanes differ in the form of momentum (must be the same)");
    }
    return forms.get(0) == Momentum.Form.NESTEROV;
  }

  /** One value per group, from its lane's settings and the three resolved quantities. */
  <S> List<S> scalars(int step, ScalarFactory<S> factory) {
    List<S> result = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      OptimizerSettings own = entry.settings();
      result.add(
          factory.of(
              own,
              own.learningRate() * own.schedule().factor(step) * entry.factors().learningRate(),
              own.weightDecay() * entry.factors().weightDecay(),
              own.epsilon() * entry.factors().epsilon()));
    }
    return result;
  }

  /** Makes the scalars that a kernel takes. */
  interface ScalarFactory<S> {
    S of(OptimizerSettings settings, double learningRate, double weightDecay, double epsilon);
  }
}

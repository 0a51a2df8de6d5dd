package org.musweep.mup.optimizer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
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

  /** Groups of all parameters. */
  static UpdateGroups of(TrialStack stack, List<OptimizerSettings> settings) {
    return of(stack, settings, spec -> true);
  }

  /** Groups of those parameters that a predicate names. */
  static UpdateGroups of(
      TrialStack stack, List<OptimizerSettings> settings, Predicate<ParameterSpec> chosen) {
    if (settings.size() != stack.lanes().size()) {
      throw new IllegalArgumentException(
          "Invalid optimizer settings: %d for %d lanes (must be one per lane)"
              .formatted(settings.size(), stack.lanes().size()));
    }
    List<Entry> entries = new ArrayList<>();
    for (int lane = 0; lane < settings.size(); lane++) {
      OptimizerSettings own = settings.get(lane);
      for (Map.Entry<Factors, List<Integer>> each : byFactors(stack, own, chosen).entrySet()) {
        entries.add(new Entry(new UpdateGroup(lane, each.getValue()), own, each.getKey()));
      }
    }
    return new UpdateGroups(entries);
  }

  private static Map<Factors, List<Integer>> byFactors(
      TrialStack stack, OptimizerSettings own, Predicate<ParameterSpec> chosen) {
    Map<Factors, List<Integer>> groups = new LinkedHashMap<>();
    List<ParameterSpec> specs = stack.architecture().parameters();
    for (int index = 0; index < specs.size(); index++) {
      ParameterSpec spec = specs.get(index);
      if (chosen.test(spec)) {
        ParameterScaling scaling = stack.plan().scaling(spec.name());
        Factors factors =
            new Factors(
                scaling.learningRate() * roleFactor(stack, own, spec),
                scaling.weightDecay(),
                scaling.epsilon());
        groups.computeIfAbsent(factors, key -> new ArrayList<>()).add(index);
      }
    }
    return groups;
  }

  /** A lane's own factor of a parameter's learning rate. */
  static double roleFactor(TrialStack stack, OptimizerSettings own, ParameterSpec spec) {
    return own.roleFactors()
        .of(spec.declaration().role(), stack.architecture().blockOf(spec.name()));
  }

  List<UpdateGroup> groups() {
    return entries.stream().map(Entry::group).toList();
  }

  /** Whether the lanes use Nesterov's form; all must agree, and sum gradients. */
  boolean nesterov() {
    if (entries.stream()
        .anyMatch(entry -> entry.settings().momentum().buffer() != Momentum.Buffer.SUM)) {
      throw new IllegalArgumentException(
          "Invalid optimizer settings: a lane averages gradients (SGD's momentum sums them)");
    }
    List<Momentum.Form> forms =
        entries.stream().map(entry -> entry.settings().momentum().form()).distinct().toList();
    if (forms.size() != 1) {
      throw new IllegalArgumentException(
          "Invalid optimizer settings: lanes differ in the form of momentum (must be the same)");
    }
    return forms.get(0) == Momentum.Form.NESTEROV;
  }

  /** One value per group, from its lane's settings and the three resolved quantities. */
  <S> List<S> scalars(LaneSteps steps, ScalarFactory<S> factory) {
    List<S> result = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      OptimizerSettings own = entry.settings();
      int step = steps.of(entry.group().lane());
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

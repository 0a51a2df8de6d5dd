package org.musweep.mup.export;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.training.LaneSpec;

/**
 * A parameter with the numbers that it is trained with: settings times all factors.
 *
 * @param declaration name, role and shape
 * @param scaling the plan's factors, which the numbers contain
 * @param initialization its standard deviations are those at this width, factors included
 * @param learningRate peak
 * @param weightDecay coefficient
 * @param epsilon Adam's
 */
public record ResolvedParameter(
    ParameterDeclaration declaration,
    ParameterScaling scaling,
    Initialization initialization,
    double learningRate,
    double weightDecay,
    double epsilon) {

  /** All parameters of an architecture, in its order. */
  public static List<ResolvedParameter> of(
      Architecture architecture, ScalingPlan plan, LaneSpec lane) {
    List<ResolvedParameter> resolved = new ArrayList<>();
    for (ParameterSpec spec : architecture.parameters()) {
      ParameterScaling scaling = plan.scaling(spec.name());
      OptimizerSettings settings = lane.optimizer();
      OptionalInt block = architecture.blockOf(spec.name());
      resolved.add(
          new ResolvedParameter(
              spec.declaration(),
              scaling,
              initialization(
                  spec.initialization(),
                  scaling.initStd() * lane.lane().initScale().of(spec.declaration().role(), block)),
              settings.learningRate()
                  * scaling.learningRate()
                  * settings.roleFactors().of(spec.declaration().role(), block),
              settings.weightDecay() * scaling.weightDecay(),
              settings.epsilon() * scaling.epsilon()));
    }
    return List.copyOf(resolved);
  }

  private static Initialization initialization(Initialization atBase, double factor) {
    if (atBase instanceof Initialization.Normal normal) {
      return new Initialization.Normal(normal.baseStd() * factor);
    }
    if (atBase instanceof Initialization.NormalAfterZeroRows partial) {
      return new Initialization.NormalAfterZeroRows(partial.baseStd() * factor, partial.zeroRows());
    }
    return atBase;
  }
}

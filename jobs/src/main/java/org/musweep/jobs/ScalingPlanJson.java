package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.PlannedMultiplier;
import org.musweep.mup.parametrization.PlannedParameter;
import org.musweep.mup.parametrization.ScalingPlan;

/**
 * Writes a scaling plan for people who train elsewhere: every factor by the parameter's or site's
 * name.
 */
final class ScalingPlanJson {

  private static final int SCHEMA = 1;

  private ScalingPlanJson() {}

  static String write(ScalingPlan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("rules", plan.rules());
    root.put("optimizer", plan.optimizer().label());
    root.put("weight-decay-rule", plan.weightDecay().label());
    root.put("epsilon-rule", plan.updates().epsilon().label());
    if (plan.optimizer() == OptimizerKind.MUON) {
      root.put("muon-scale", plan.updates().muonScale().label());
    }
    ObjectNode parameters = root.putObject("parameters");
    for (PlannedParameter planned : plan.parameters()) {
      ObjectNode node = parameters.putObject(planned.declaration().name());
      node.put("role", planned.declaration().role().label());
      node.put("shape", planned.declaration().shape().text());
      node.put("init-std", planned.scaling().initStd());
      node.put("learning-rate", planned.scaling().learningRate());
      node.put("weight-decay", planned.scaling().weightDecay());
      node.put("epsilon", planned.scaling().epsilon());
    }
    ObjectNode multipliers = root.putObject("multipliers");
    for (PlannedMultiplier planned : plan.multipliers()) {
      multipliers.put(planned.site().name(), planned.factor());
    }
    return root.toPrettyString() + "\n";
  }
}

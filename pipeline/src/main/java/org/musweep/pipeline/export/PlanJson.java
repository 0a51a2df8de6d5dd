package org.musweep.pipeline.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.musweep.mup.export.ForwardFactors;
import org.musweep.mup.export.ResolvedParameter;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.parametrization.PlannedMultiplier;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.training.LaneSpec;

/** A scaling plan as JSON: every factor, and every number that a parameter is trained with. */
final class PlanJson {

  private static final int SCHEMA = 1;

  private PlanJson() {}

  static ObjectNode of(Architecture architecture, ScalingPlan plan, LaneSpec lane) {
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
    for (ResolvedParameter parameter : ResolvedParameter.of(architecture, plan, lane)) {
      write(parameter, parameters.putObject(parameter.declaration().name()));
    }
    ObjectNode multipliers = root.putObject("multipliers");
    Map<String, Double> effective = ForwardFactors.of(plan, lane.lane());
    for (PlannedMultiplier multiplier : plan.multipliers()) {
      ObjectNode node = multipliers.putObject(multiplier.site().name());
      node.put("kind", multiplier.site().kind().label());
      node.put("width", multiplier.site().dim().size());
      node.set("base-width", base(multiplier.site().dim()));
      node.put("factor", multiplier.factor());
    }
    ObjectNode forward = root.putObject("forward");
    effective.forEach(forward::put);
    return root;
  }

  private static void write(ResolvedParameter parameter, ObjectNode node) {
    InfShape shape = parameter.declaration().shape();
    node.put("role", parameter.declaration().role().label());
    shape.sizes().forEach(node.putArray("shape")::add);
    ArrayNode base = node.putArray("base-shape");
    shape.dims().forEach(dim -> base.add(base(dim)));
    initialization(parameter.initialization(), node);
    node.put("learning-rate", parameter.learningRate());
    node.put("weight-decay", parameter.weightDecay());
    node.put("epsilon", parameter.epsilon());
    ParameterScaling scaling = parameter.scaling();
    ObjectNode factors = node.putObject("factors");
    factors.put("init-std", scaling.initStd());
    factors.put("learning-rate", scaling.learningRate());
    factors.put("weight-decay", scaling.weightDecay());
    factors.put("epsilon", scaling.epsilon());
  }

  private static void initialization(Initialization initialization, ObjectNode node) {
    if (initialization instanceof Initialization.Constant constant) {
      node.put("init-value", constant.value());
    } else if (initialization instanceof Initialization.Normal normal) {
      node.put("init-std", normal.baseStd());
    } else if (initialization instanceof Initialization.NormalAfterZeroRows partial) {
      node.put("init-std", partial.baseStd());
      node.put("zero-rows", partial.zeroRows());
    }
  }

  /** A finite dimension has no base size, as in a base shape file. */
  private static JsonNode base(InfDim dim) {
    return dim.isInfinite()
        ? JsonNodeFactory.instance.numberNode(dim.baseSize())
        : JsonNodeFactory.instance.nullNode();
  }
}

package org.musweep.mup.export;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.musweep.mup.optimizer.LearningRateSchedule;
import org.musweep.mup.optimizer.Momentum;
import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.training.LaneSpec;

/**
 * A Python module for training the same model in PyTorch: initial values, parameter groups and
 * schedule, every number resolved.
 *
 * <p>PyTorch's Adam, AdamW and SGD compute what this project's do.
 */
public final class TorchGroups {

  private final Architecture architecture;
  private final ScalingPlan plan;
  private final LaneSpec lane;

  private TorchGroups(Architecture architecture, ScalingPlan plan, LaneSpec lane) {
    this.architecture = architecture;
    this.plan = plan;
    this.lane = lane;
  }

  /** The module's source. */
  public static String text(Architecture architecture, ScalingPlan plan, LaneSpec lane) {
    return new TorchGroups(architecture, plan, lane).text();
  }

  private String text() {
    return TorchTemplate.TEXT
        .replace("@RULES@", plan.rules())
        .replace("@OPTIMIZER_NAME@", plan.optimizer().label())
        .replace("@MULTIPLIERS@", multipliers())
        .replace("@PARAMETERS@", parameters())
        .replace("@OPTIMIZER@", optimizer())
        .replace("@SCHEDULE@", schedule());
  }

  private String multipliers() {
    return ForwardFactors.of(plan, lane.lane()).entrySet().stream()
        .map(entry -> "    \"%s\": %s,".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private String parameters() {
    return ResolvedParameter.of(architecture, plan, lane).stream()
        .map(TorchGroups::parameter)
        .collect(Collectors.joining("\n"));
  }

  private static String parameter(ResolvedParameter parameter) {
    return "    \"%s\": {\"shape\": %s, %s, \"lr\": %s, \"weight_decay\": %s, \"eps\": %s},"
        .formatted(
            parameter.declaration().name(),
            tuple(parameter.declaration().shape().sizes()),
            initialization(parameter.initialization()),
            parameter.learningRate(),
            parameter.weightDecay(),
            parameter.epsilon());
  }

  private static String tuple(List<Integer> sizes) {
    return sizes.stream().map(size -> size + ",").collect(Collectors.joining(" ", "(", ")"));
  }

  private static String initialization(Initialization initialization) {
    if (initialization instanceof Initialization.Normal normal) {
      return "\"init_std\": %s".formatted(normal.baseStd());
    }
    if (initialization instanceof Initialization.NormalAfterZeroRows partial) {
      return "\"init_std\": %s, \"zero_rows\": %d".formatted(partial.baseStd(), partial.zeroRows());
    }
    return "\"init_value\": %s".formatted(((Initialization.Constant) initialization).value());
  }

  private String optimizer() {
    OptimizerSettings settings = lane.optimizer();
    String call =
        Map.of(
                "adam",
                "torch.optim.Adam(groups, betas=(%s, %s))"
                    .formatted(settings.beta1(), settings.beta2()),
                "adamw",
                "torch.optim.AdamW(groups, betas=(%s, %s))"
                    .formatted(settings.beta1(), settings.beta2()),
                "sgd",
                "torch.optim.SGD(groups, momentum=%s, nesterov=%s)"
                    .formatted(
                        settings.momentum().coefficient(),
                        settings.momentum().coefficient() > 0
                                && settings.momentum().form() == Momentum.Form.NESTEROV
                            ? "True"
                            : "False"))
            .getOrDefault(plan.optimizer().label(), "");
    if (call.isEmpty()) {
      return "    raise NotImplementedError(\"no optimizer of torch is '%s'\")"
          .formatted(plan.optimizer().label());
    }
    String groups = "    groups = parameter_groups(model)\n";
    return call.contains("SGD")
        ? groups + "    for group in groups:\n        del group[\"eps\"]\n    return " + call
        : groups + "    return " + call;
  }

  private String schedule() {
    LearningRateSchedule schedule = lane.optimizer().schedule();
    String remaining =
        switch (schedule.shape()) {
          case CONSTANT -> "return 1.0";
          case LINEAR -> "return final + (1 - final) * (1 - progress(warmup))";
          case COSINE ->
              "return final + (1 - final) * 0.5 * (1 + math.cos(math.pi * progress(warmup)))";
          case WARMUP_STABLE_DECAY ->
              "return final + (1 - final) * (1 - progress(max(warmup, %s * horizon)))"
                  .formatted(1 - schedule.decayShare());
          case INVERSE_SQUARE_ROOT -> "return max(final, math.sqrt(max(1.0, warmup) / step))";
        };
    return """
    horizon, final = %d, %s
    warmup = %s * horizon
    if step < warmup:
        return step / warmup

    def progress(start):
        return min(1.0, max(0.0, (step - 1 - start) / (horizon - start)))

    %s\
    """
        .formatted(schedule.horizon(), schedule.finalShare(), schedule.warmupShare(), remaining)
        .indent(4)
        .stripTrailing();
  }
}

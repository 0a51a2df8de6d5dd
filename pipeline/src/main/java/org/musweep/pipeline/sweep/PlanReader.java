package org.musweep.pipeline.sweep;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.sweep.BudgetSpec.Stall;
import org.musweep.pipeline.sweep.CoordCheckSpec.OnFailure;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.ExecutionSpec.Lanes;
import org.musweep.pipeline.sweep.ExecutionSpec.Mode;
import org.musweep.pipeline.sweep.ExecutionSpec.Order;
import org.musweep.pipeline.sweep.ParametrizationSpec.EpsilonScaling;
import org.musweep.pipeline.sweep.ParametrizationSpec.ForeignCheckpoints;
import org.musweep.pipeline.sweep.ParametrizationSpec.Rules;
import org.musweep.pipeline.sweep.ParametrizationSpec.WeightDecayScaling;
import org.musweep.pipeline.sweep.SpecNode.Scalar;

/** Reads the sections around the search, whose defaults depend on the model and the training. */
final class PlanReader {

  private static final int COORD_CHECK_STEPS = 5;
  private static final int COORD_CHECK_SEEDS = 2;
  private static final List<Integer> COORD_CHECK_FACTORS = List.of(1, 2, 4, 8);
  static final Pattern MASTER =
      Pattern.compile(
          "local(\\[(\\*|[1-9][0-9]*)(,[1-9][0-9]*)?\\])?|local-cluster\\[.+\\]|spark://.+|yarn|k8s://.+");

  /** Rule sets that are known and cannot be trained with, and why. */
  private static final Map<String, String> TABLES_ONLY =
      Map.of(
          "unit-scaling",
          "its operations are scaled differently in the forward and in the backward pass, which"
              + " the engine does not do",
          "u-mup",
          "its operations are scaled differently in the forward and in the backward pass, which"
              + " the engine does not do",
          "supar",
          "it is for sparse weights, which the engine does not have");

  private PlanReader() {}

  static ParametrizationSpec parametrization(
      SectionReader section, BaseSpec base, ModelSpec model) {
    Rules rules = rules(section);
    WeightDecayScaling weightDecay =
        section.word(
            "weight-decay",
            List.of(WeightDecayScaling.values()),
            rules == Rules.NANOGPT_MUP
                ? WeightDecayScaling.CONSTANT
                : WeightDecayScaling.INDEPENDENT);
    EpsilonScaling epsilon =
        section.word(
            "epsilon",
            List.of(EpsilonScaling.values()),
            rules.knowsDepth() && rules != Rules.NANOGPT_MUP
                ? EpsilonScaling.PER_CLASS
                : EpsilonScaling.CONSTANT);
    DepthSpec depth = depth(section, rules, model);
    ForeignCheckpoints foreign =
        section.word(
            "foreign-checkpoints", List.of(ForeignCheckpoints.values()), ForeignCheckpoints.REFUSE);
    section.finish();
    return new ParametrizationSpec(rules, weightDecay, epsilon, base, foreign, depth);
  }

  private static Rules rules(SectionReader section) {
    Optional<SpecNode> named = section.node("rules");
    if (named.isPresent() && named.get() instanceof Scalar scalar) {
      Optional<String> reason = Optional.ofNullable(TABLES_ONLY.get(scalar.text()));
      if (reason.isPresent()) {
        section.problem(
            "rules",
            "%s is a table to compute with, not to train with: %s"
                .formatted(scalar.text(), reason.get()));
        return Rules.MAXIMAL_UPDATE;
      }
    }
    return section.word("rules", List.of(Rules.values()), Rules.MAXIMAL_UPDATE);
  }

  private static DepthSpec depth(SectionReader section, Rules rules, ModelSpec model) {
    int base = section.wholeNumber("base-depth", 1, model.depth());
    double exponent = section.value("depth-exponent", Form.number(Interval.POSITIVE), 1.0);
    boolean inRange = exponent >= 0.5 && exponent <= 1;
    section.expect(inRange, "depth-exponent", "must be from 0.5 to 1, but is " + exponent);
    section.expect(
        rules.hasDepthExponent() || !section.has("depth-exponent"),
        "depth-exponent",
        "is for completep and completep-minimal only, but the rules are " + rules.key(),
        "rules");
    section.expect(
        rules.knowsDepth() || !section.has("base-depth"),
        "base-depth",
        "is for rules that scale with depth, but the rules are " + rules.key(),
        "rules");
    section.expect(
        !rules.knowsDepth() || model instanceof ModelSpec.Transformer,
        "rules",
        "%s scales residual branches, which of the families only a transformer has here, but the family is %s"
            .formatted(rules.key(), model.family()));
    return new DepthSpec(
        section.has("base-depth") ? base : 0, inRange && rules.hasDepthExponent() ? exponent : 1);
  }

  static CoordCheckSpec coordCheck(
      SectionReader section, ModelSpec model, TrainingSpec training, SearchSpec search) {
    List<Integer> defaultWidths =
        model instanceof ModelSpec.TorchScript modules
            ? modules.widths()
            : COORD_CHECK_FACTORS.stream().map(factor -> factor * model.width()).toList();
    int fewest =
        model instanceof ModelSpec.TorchScript modules ? Math.min(3, modules.widths().size()) : 3;
    List<Integer> widths = section.wholeNumbers("widths", 1, defaultWidths);
    int steps = section.wholeNumber("steps", 2, COORD_CHECK_STEPS);
    int seeds = section.wholeNumber("seeds", 1, COORD_CHECK_SEEDS);
    List<Double> rates =
        section.numbers("learning-rates", Interval.POSITIVE, List.of(middleRate(training, search)));
    OnFailure onFailure = section.word("on-failure", List.of(OnFailure.values()), OnFailure.STOP);
    List<Integer> depths = section.wholeNumbers("depths", 1, List.of());
    boolean goodDepths =
        depths.isEmpty()
            || (depths.size() >= 3 && depths.stream().distinct().count() == depths.size());
    section.expect(goodDepths, "depths", "needs at least 3 depths, none twice, but is " + depths);
    List<Integer> distinctWidths = widths.stream().distinct().toList();
    section.expect(
        distinctWidths.size() >= fewest && distinctWidths.size() == widths.size(),
        "widths",
        "needs at least %d widths, none twice, but is %s".formatted(fewest, widths));
    section.expect(
        rates.stream().distinct().count() == rates.size(),
        "learning-rates",
        "needs values that differ, but is " + rates);
    section.finish();
    return new CoordCheckSpec(
        distinctWidths.size() >= Math.max(2, fewest) ? distinctWidths : List.of(1, 2, 3),
        steps,
        seeds,
        rates.stream().distinct().toList(),
        onFailure,
        goodDepths ? depths : List.of());
  }

  /**
   * The middle of the searched range on its scale, or the value that it is held at; the fixed
   * learning rate if none is searched.
   */
  private static double middleRate(TrainingSpec training, SearchSpec search) {
    String name = HyperparameterName.LEARNING_RATE.key();
    double fixed = training.fixed().number(name).orElseThrow();
    return search.space().distribution(name).map(PlanReader::middle).orElse(fixed);
  }

  private static double middle(Distribution range) {
    if (range instanceof LogUniform ratios) {
      return Math.sqrt(ratios.low() * ratios.high());
    }
    double[] values =
        range.spread(1).stream()
            .map(SettingValue.Numeric.class::cast)
            .mapToDouble(SettingValue.Numeric::number)
            .sorted()
            .toArray();
    return values[values.length / 2];
  }

  static TransferSpec transfer(
      SectionReader section, ModelSpec model, TrainingSpec training, SearchSpec search) {
    int width = section.wholeNumber("width", 1);
    List<Integer> defaultChecks = checkWidths(model, width);
    List<Integer> checkWidths = checks(section, "check-widths", defaultChecks);
    int steps = section.wholeNumber("steps", 1, training.steps());
    int seeds = section.wholeNumber("seeds", 1, search.finalists().seeds());
    section.expect(
        checkWidths.stream().distinct().count() == checkWidths.size(),
        "check-widths",
        "needs values that differ, but is " + checkWidths);
    TransferChange change = TransferChangeReader.read(section, model, training, steps);
    section.finish();
    return new TransferSpec(width, checkWidths.stream().distinct().toList(), steps, seeds, change);
  }

  /** Twice the trials' width; the narrowest module between the two, if modules are given. */
  private static List<Integer> checkWidths(ModelSpec model, int wide) {
    Stream<Integer> candidates =
        model instanceof ModelSpec.TorchScript modules
            ? modules.widths().stream()
            : Stream.of(2 * model.width());
    return candidates.filter(check -> check > model.width() && check < wide).limit(1).toList();
  }

  static List<Integer> checks(SectionReader section, String key, List<Integer> otherwise) {
    Optional<SpecNode> node = section.node(key);
    boolean none =
        node.isPresent() && node.get() instanceof SpecNode.Items list && list.values().isEmpty();
    return none ? List.of() : section.wholeNumbers(key, 1, otherwise);
  }

  static BudgetSpec budget(SectionReader section) {
    BudgetSpec budget =
        new BudgetSpec(
            section.value("wall-clock", Form.duration(), BudgetSpec.FOREVER),
            section.value("trials", Form.longNumber(1), Long.MAX_VALUE),
            section.value("steps", Form.longNumber(1), Long.MAX_VALUE),
            section.number("device-hours", Interval.POSITIVE, Double.POSITIVE_INFINITY),
            new Stall(
                section.wholeNumber("no-improvement", 1, Integer.MAX_VALUE),
                section.number("min-improvement", Interval.NOT_NEGATIVE, Stall.MIN_IMPROVEMENT)));
    section.expect(
        section.has("no-improvement") || !section.has("min-improvement"),
        "min-improvement",
        "needs no-improvement beside it");
    section.finish();
    return budget;
  }

  static ExecutionSpec execution(SectionReader section) {
    String master = section.text("master", "local[*]");
    section.expect(
        MASTER.matcher(master).matches(),
        "master",
        "needs local, local[N], local[*], local-cluster[N,C,M], spark://HOST:PORT, yarn or"
            + " k8s://URL, but is '"
            + master
            + "'");
    int cores = section.wholeNumber("cores-per-pack", 1, 1);
    Lanes lanes = lanes(section);
    DeviceChoice device = section.word("device", List.of(DeviceChoice.values()), DeviceChoice.AUTO);
    Order order = section.word("order", List.of(Order.values()), Order.ARRIVAL);
    int window = section.wholeNumber("window", 1, ExecutionSpec.WINDOW);
    Duration stepTimeout =
        section.value("step-timeout", Form.duration(), ExecutionSpec.STEP_TIMEOUT);
    ExecutionSpec execution =
        new ExecutionSpec(
            master,
            cores,
            lanes,
            device,
            new Mode(order, window),
            stepTimeout,
            WideReader.read(section.sectionIfAny("wide"), cores, device));
    section.expect(
        order == Order.DETERMINISTIC || !section.has("window"),
        "window",
        "is for order: deterministic only, but the order is " + order.key(),
        "order");
    section.expect(
        device != DeviceChoice.GPU || !execution.isLocal(),
        "device",
        "is gpu, but Spark assigns no GPUs to master "
            + master
            + "; use a cluster's master, or device cpu or auto",
        "master");
    section.finish();
    return execution;
  }

  private static Lanes lanes(SectionReader section) {
    Optional<SpecNode> node = section.node("lanes");
    if (node.isEmpty() || isAuto(node.get())) {
      return new Lanes.Auto();
    }
    if (node.get() instanceof Scalar scalar) {
      OptionalLong count = ScalarForm.wholeNumber(scalar);
      if (count.isPresent() && count.getAsLong() >= 1 && count.getAsLong() <= 1_000_000) {
        return new Lanes.Fixed((int) count.getAsLong());
      }
    }
    section.wrong("lanes", node.get(), "auto or a whole number from 1 to 1000000");
    return new Lanes.Auto();
  }

  private static boolean isAuto(SpecNode node) {
    return node instanceof Scalar scalar && scalar.text().equals("auto");
  }
}

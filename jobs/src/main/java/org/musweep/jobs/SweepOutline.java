package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.sweep.CoordCheckSpec;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.sweep.SearchSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.TransferSpec;
import org.musweep.pipeline.training.StackFactory;

/** What a sweep file would run, in a few lines. */
final class SweepOutline {

  /** Learning rates that a transfer check tries at each width: the chosen, half and twice. */
  private static final int CHECKED_RATES = 3;

  /** The same at each batch size. */
  private static final int BATCH_RATES = 5;

  /** Stands for a vocabulary that is not counted yet. */
  private static final int SOME_VOCABULARY = 256;

  private SweepOutline() {}

  static List<String> lines(SweepSpec spec, SweepLayout layout) {
    List<String> lines = new ArrayList<>();
    lines.add("sweep '%s' would run:".formatted(spec.sweep()));
    lines.add(line("model", model(spec)));
    lines.add(line("coord check", coordCheck(spec.coordCheck())));
    lines.add(line("sweep", search(spec)));
    lines.add(line("packs", packs(spec)));
    lines.add(
        line(
            "finalists",
            "%d settings x %d seeds of %d steps"
                .formatted(
                    spec.search().finalists().count(),
                    spec.search().finalists().seeds(),
                    spec.training().steps())));
    lines.add(
        line(
            "transfer",
            "%s x %d learning rates x %d seeds of %d steps%s"
                .formatted(
                    checked(spec.transfer()),
                    CHECKED_RATES,
                    spec.transfer().seeds(),
                    spec.transfer().steps(),
                    batches(spec.transfer()))));
    lines.add(line("wide run", wide(spec)));
    ScalingPlan plan = plan(spec);
    lines.add(
        line(
            "scaling",
            "%s, parameters: %d, multipliers: %d"
                .formatted(plan.rules(), plan.parameters().size(), plan.multipliers().size())));
    lines.add(line("results", Storage.shown(layout.root())));
    return List.copyOf(lines);
  }

  private static String checked(TransferSpec transfer) {
    List<Integer> depths = transfer.change().checkDepths();
    return "widths " + transfer.checkWidths() + (depths.isEmpty() ? "" : " and depths " + depths);
  }

  private static String batches(TransferSpec transfer) {
    List<Integer> sizes = transfer.change().checkBatchSizes();
    return sizes.isEmpty() ? "" : "; batch sizes %s x %d".formatted(sizes, BATCH_RATES);
  }

  private static String line(String label, String text) {
    return "  %-12s %s".formatted(label, text);
  }

  private static String model(SweepSpec spec) {
    return "%s, depth %d, width %d (base width %d), %s, batches of %d"
        .formatted(
            spec.model().family(),
            spec.model().depth(),
            spec.model().width(),
            spec.parametrization().base().width(spec.model()),
            spec.training().optimizer().key(),
            spec.training().batchSize());
  }

  private static String wide(SweepSpec spec) {
    String text = "width %d, %d steps".formatted(spec.transfer().width(), spec.transfer().steps());
    int depth = spec.transfer().depth(spec.model());
    int batchSize = spec.transfer().batchSize(spec.training());
    return text
        + (depth == spec.model().depth() ? "" : ", depth " + depth)
        + (batchSize == spec.training().batchSize() ? "" : ", batches of " + batchSize);
  }

  private static String coordCheck(CoordCheckSpec check) {
    return "widths %s x %d seeds x learning rates %s, %d steps"
        .formatted(check.widths(), check.seeds(), check.learningRates(), check.steps());
  }

  private static String search(SweepSpec spec) {
    SearchSpec search = spec.search();
    EarlyStoppingSpec stopping = search.earlyStopping();
    String rungs =
        !stopping.stopsEarly()
            ? "%d steps each".formatted(spec.training().steps())
            : "compared at steps %s"
                .formatted(
                    RungSchedule.of(
                            spec.training().steps(),
                            stopping.reductionFactor(),
                            stopping.firstRung())
                        .steps());
    return "%d trials of %s, %s"
        .formatted(
            search.trials(),
            search.space().hyperparameters().stream()
                .map(Hyperparameter::name)
                .collect(Collectors.joining(", ")),
            rungs);
  }

  private static String packs(SweepSpec spec) {
    ExecutionSpec execution = spec.execution();
    String lanes =
        execution.lanes() instanceof ExecutionSpec.Lanes.Fixed fixed
            ? "up to %d trials each".formatted(fixed.count())
            : "as many trials each as keep all slots busy";
    return "%s, cores per pack: %d, on %s"
        .formatted(
            lanes, execution.coresPerPack(), Sessions.configuration(spec).get("spark.master"));
  }

  private static ScalingPlan plan(SweepSpec spec) {
    return new StackFactory(spec, shape(spec.data()))
        .plan(
            spec.parametrization().ruleSet(),
            spec.transfer().width(),
            spec.transfer().depth(spec.model()));
  }

  /** The shape of data that need not be prepared yet. */
  static DataShape shape(DataSpec data) {
    if (data instanceof DataSpec.Images images) {
      return new DataShape.Images(
          images.channels(), images.height(), images.width(), images.classes());
    }
    return new DataShape.Tokens(SOME_VOCABULARY, ((DataSpec.TokenSource) data).sequenceLength());
  }
}

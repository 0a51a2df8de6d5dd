package org.musweep.jobs;

import ai.djl.Device;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.spark.PreparedData;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.wide.WideOutcome;
import org.musweep.pipeline.wide.WideProgress;
import org.musweep.pipeline.wide.WideRun;
import org.musweep.pipeline.wide.WideTraining;

/** Trains the wide model with the chosen settings, in this process. */
final class TrainJob implements Step {

  /** The step's name. */
  static final String NAME = "train";

  /** A checkpoint is written this many times over the run. */
  private static final int CHECKPOINTS = 12;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    Optional<Selection> selection = SelectJob.read(context);
    if (selection.isEmpty()) {
      return new StepResult(
          ExitCode.NOTHING_TO_SELECT,
          "train: there is no selection in %s: run select first"
              .formatted(Storage.shown(context.layout().root())));
    }
    SweepSpec spec = context.spec();
    TrialShape shape =
        new TrialShape(
            spec.parametrization().rules().key(),
            spec.transfer().width(),
            spec.model().depth(),
            spec.training().batchSize(),
            spec.transfer().steps());
    WideRun run =
        new WideRun(
            "wide",
            shape,
            selection.get().chosen(),
            SeedPlan.wide(spec, 1).get(0),
            Runtime.getRuntime().availableProcessors(),
            Math.max(1, shape.steps() / CHECKPOINTS));
    context.study();
    WideFolder.prepare(context.layout(), run);
    Optional<WideResult> earlier = WideResult.read(context);
    if (earlier.isPresent()) {
      return StepResult.done("train done earlier: " + earlier.get().text());
    }
    String data = context.data();
    Configuration hadoop = new Configuration(context.spark().sparkContext().hadoopConfiguration());
    context.closeSpark();
    context.display().phase("wide run: width %d, %d steps".formatted(shape.width(), shape.steps()));
    try (Dataset dataset = PreparedData.of(hadoop).open(data, spec.data())) {
      WideOutcome outcome =
          WideTraining.into(context.layout().wide(), spec, dataset, hadoop)
              .train(run, Device.cpu(), new Shown(context));
      return ended(context, run, outcome);
    }
  }

  private static StepResult ended(RunContext context, WideRun run, WideOutcome outcome) {
    if (outcome.result() instanceof TrialResult.Completed completed) {
      WideResult result =
          new WideResult(
              run.shape().rules(),
              run.shape().width(),
              run.shape().steps(),
              run.seed(),
              completed.loss(),
              outcome.seconds(),
              outcome.resumedFrom());
      result.write(context, run.configuration());
      return StepResult.done("train done: " + result.text());
    }
    TrialResult.Diverged diverged = (TrialResult.Diverged) outcome.result();
    return new StepResult(
        ExitCode.NOTHING_TO_SELECT,
        "train: the wide run diverged at step %d: %s"
            .formatted(diverged.step(), diverged.reason()));
  }

  /** Whether the wide run has ended. */
  static boolean isDone(RunContext context) {
    return Storage.documents().exists(WideResult.place(context.layout()));
  }

  private record Shown(RunContext context) implements WideProgress {

    @Override
    public void step(int step, int steps, double trainingLoss) {
      context.display().step("wide run", step, steps, "loss %.3f".formatted(trainingLoss));
    }

    @Override
    public boolean stopRequested() {
      return context.isStopRequested();
    }
  }
}

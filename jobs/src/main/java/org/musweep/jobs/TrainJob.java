package org.musweep.jobs;

import ai.djl.Device;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.spark.PreparedData;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.wide.RecordedProgress;
import org.musweep.pipeline.wide.WideDocuments;
import org.musweep.pipeline.wide.WideEnd;
import org.musweep.pipeline.wide.WideOutcome;
import org.musweep.pipeline.wide.WideProgress;
import org.musweep.pipeline.wide.WideRun;
import org.musweep.pipeline.wide.WideTraining;

/**
 * Trains the wide model with the chosen settings: in this process where Spark is local, else as an
 * application of its own.
 */
final class TrainJob implements Step {

  /** The step's name. */
  static final String NAME = "train";

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
    WideRun run =
        WideRun.of(
            selection.get().completed(spec),
            selection.get().chosen(),
            Runtime.getRuntime().availableProcessors());
    TrialShape shape = run.shape();
    context.study();
    WideFolder.prepare(context.layout(), run);
    Optional<WideResult> earlier = WideResult.read(context);
    if (earlier.isPresent()) {
      return StepResult.done("train done earlier: " + earlier.get().text());
    }
    String data = context.data();
    Configuration hadoop = new Configuration(context.spark().sparkContext().hadoopConfiguration());
    if (!Sessions.isLocal(spec) || !Sessions.isWatched(spec)) {
      // An application of its own could wait for ever for what this one holds.
      context.closeSpark();
    }
    if (!Sessions.isLocal(spec)) {
      return submitted(context, run, data);
    }
    context.display().phase("wide run: width %d, %d steps".formatted(shape.width(), shape.steps()));
    try (Dataset dataset = PreparedData.of(hadoop).open(data, spec.data())) {
      RecordedProgress progress = recorded(context);
      WideOutcome outcome =
          WideTraining.into(context.layout().wide(), spec, dataset, hadoop)
              .train(run, Device.cpu(), progress);
      return ended(
          context,
          data,
          run,
          new WideEnd.Trained(outcome.result(), outcome.seconds(), outcome.resumedFrom()));
    }
  }

  /** Takes the run over from an application that may still be at work. */
  private static RecordedProgress recorded(RunContext context) {
    WideDocuments documents = WideDocuments.of(Storage.documents(), context.layout());
    String id = UUID.randomUUID().toString();
    documents.write(new WideDocuments.Application(id, "", 0));
    return new RecordedProgress(documents, id, 0, new Shown(context));
  }

  private static StepResult submitted(RunContext context, WideRun run, String data) {
    Optional<WideEnd> end = new SubmittedRun(context, data).end();
    if (end.isEmpty()) {
      return new StepResult(
          ExitCode.UNEXPECTED,
          "train: the wide run's application died again and again; its checkpoints are kept");
    }
    if (end.get() instanceof WideEnd.Refused refused) {
      return new StepResult(ExitCode.of(refused.exitCode()), "train: " + refused.message());
    }
    return ended(context, data, run, (WideEnd.Trained) end.get());
  }

  private static StepResult ended(
      RunContext context, String data, WideRun run, WideEnd.Trained outcome) {
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
      WideFolder.keepManifest(context.layout(), data);
      RunCost.record(context, data, run, outcome)
          .ifPresent(cost -> context.display().line("cost: " + cost.text()));
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
      context.metrics().wideStep(step, steps, trainingLoss);
      context.display().step("wide run", step, steps, "loss %.3f".formatted(trainingLoss));
    }

    @Override
    public void warning(String text) {
      context.display().line("wide run: caution: " + text);
    }

    @Override
    public boolean stopRequested() {
      return context.isStopRequested();
    }
  }
}

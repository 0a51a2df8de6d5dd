package org.musweep.pipeline.wide;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.training.Autograd;
import org.musweep.mup.training.CurvePoint;
import org.musweep.mup.training.ForeignCheckpointException;
import org.musweep.mup.training.LaneOutcome;
import org.musweep.mup.training.StackTrainer;
import org.musweep.mup.training.TrainingListener;
import org.musweep.pipeline.sweep.ParametrizationSpec.ForeignCheckpoints;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Trains the wide model with checkpoints, and goes on from the latest one when it is run again.
 *
 * <p>The learning-rate schedule and the order of the data depend on the step alone, so an
 * interrupted run ends with the loss of an uninterrupted one.
 */
public final class WideTraining {

  private final SweepSpec spec;
  private final Dataset dataset;
  private final Configuration hadoop;
  private final URI folder;

  private WideTraining(SweepSpec spec, Dataset dataset, Configuration hadoop, URI folder) {
    this.spec = spec;
    this.dataset = dataset;
    this.hadoop = hadoop;
    this.folder = folder;
  }

  /**
   * A training into a folder, on any Hadoop file system.
   *
   * @param dataset stays open until the training has ended; the caller closes it
   */
  public static WideTraining into(
      URI folder, SweepSpec spec, Dataset dataset, Configuration hadoop) {
    return new WideTraining(spec, dataset, hadoop, folder);
  }

  /**
   * Trains to the end and writes {@code model.safetensors} and {@code curve.csv}.
   *
   * @throws SpecException if the latest checkpoint was trained under another parametrization and
   *     the sweep file does not accept that
   * @throws UncheckedIOException if the folder cannot be read or written
   * @throws java.util.concurrent.CancellationException if progress asks to stop; the last
   *     checkpoint remains
   */
  public WideOutcome train(WideRun run, Device device, WideProgress progress) {
    try {
      return checked(run, device, progress);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot keep the wide run in " + folder, e);
    }
  }

  private WideOutcome checked(WideRun run, Device device, WideProgress progress)
      throws IOException {
    long start = System.nanoTime();
    Autograd.useThreads(run.threads());
    WideCheckpoints checkpoints = new WideCheckpoints(new Path(folder), hadoop);
    StackFactory factory = new StackFactory(spec, dataset.shape());
    var lane = factory.lane(run.configuration(), run.seed(), run.shape().steps());
    var stack = factory.stack(run.shape(), List.of(lane), spec.training().logEvery());
    try (StackTrainer trainer = StackTrainer.create(stack, dataset, device)) {
      List<CurveRow> curve = new ArrayList<>();
      int resumedFrom = resume(checkpoints, trainer, curve);
      DivergenceAlarm alarm = new DivergenceAlarm(run.watch(), dataset.baselineLoss());
      curve.forEach(row -> alarm.observe(row.step(), row.trainingLoss()));
      CurveListener listener = new CurveListener(run, curve, progress, alarm);
      int step = resumedFrom;
      LaneOutcome outcome = new LaneOutcome.Diverged(0, Double.NaN, "not trained");
      while (step < run.shape().steps()) {
        int next = run.pauseAfter(step);
        outcome = stretch(trainer, step, next, listener);
        if (outcome instanceof LaneOutcome.Diverged) {
          break;
        }
        noteValidation(curve, (LaneOutcome.Reached) outcome);
        if (run.isCheckpoint(next)) {
          checkpoints.save(next, to -> trainer.laneState().writeCheckpoint(0, to), curve);
        }
        step = next;
      }
      if (resumedFrom == run.shape().steps()) {
        outcome =
            new LaneOutcome.Reached(resumedFrom, curve.get(curve.size() - 1).validationLoss());
      }
      checkpoints.write(WideCurve.FILE, to -> to.write(CurveText.write(curve)));
      if (outcome instanceof LaneOutcome.Reached) {
        checkpoints.write("model.safetensors", to -> trainer.laneState().writeParameters(0, to));
      }
      return new WideOutcome(
          result(outcome), curve, (System.nanoTime() - start) / 1e9, resumedFrom);
    }
  }

  /** Trains on, up to a step or until the alarm ends it. */
  private static LaneOutcome stretch(
      StackTrainer trainer, int from, int to, CurveListener listener) {
    try {
      return trainer.train(from, to, listener).get(0);
    } catch (CancellationException e) {
      Optional<String> reason = listener.alarm().verdict();
      if (reason.isEmpty()) {
        throw e;
      }
      CurveRow last = listener.curve().get(listener.curve().size() - 1);
      return new LaneOutcome.Diverged(last.step(), last.trainingLoss(), reason.get());
    }
  }

  private int resume(WideCheckpoints checkpoints, StackTrainer trainer, List<CurveRow> curve)
      throws IOException {
    Optional<Integer> latest = checkpoints.latest();
    if (latest.isEmpty()) {
      return 0;
    }
    try (InputStream from = checkpoints.open(latest.get())) {
      if (spec.parametrization().foreignCheckpoints() == ForeignCheckpoints.ACCEPT) {
        trainer.laneState().readForeignCheckpoint(0, from);
      } else {
        trainer.laneState().readCheckpoint(0, from);
      }
    } catch (ForeignCheckpointException e) {
      throw new SpecException(
          List.of(
              "%s: %s; 'parametrization.foreign-checkpoints: accept' in the sweep file takes its numbers as they are"
                  .formatted(folder, e.getMessage())));
    }
    curve.addAll(checkpoints.curve(latest.get()));
    return latest.get();
  }

  private static void noteValidation(List<CurveRow> curve, LaneOutcome.Reached reached) {
    CurveRow last = curve.get(curve.size() - 1);
    curve.set(curve.size() - 1, last.withValidationLoss(reached.loss()));
  }

  private static TrialResult result(LaneOutcome outcome) {
    if (outcome instanceof LaneOutcome.Diverged diverged) {
      return new TrialResult.Diverged(diverged.step(), diverged.loss(), diverged.reason());
    }
    LaneOutcome.Reached reached = (LaneOutcome.Reached) outcome;
    return new TrialResult.Completed(reached.step(), reached.loss());
  }

  /** Keeps the curve and passes progress on. */
  private record CurveListener(
      WideRun run, List<CurveRow> curve, WideProgress progress, DivergenceAlarm alarm)
      implements TrainingListener {

    @Override
    public void logged(int step, List<CurvePoint> points) {
      CurvePoint point = points.get(0);
      curve.add(
          new CurveRow(
              run.name(),
              run.name(),
              step,
              point.trainingLoss(),
              Double.NaN,
              point.learningRate(),
              point.gradientNorm(),
              point.noiseScale()));
      progress.step(step, run.shape().steps(), point.trainingLoss());
      alarm.observe(step, point.trainingLoss()).ifPresent(progress::warning);
    }

    @Override
    public boolean stopRequested() {
      return alarm.verdict().isPresent() || progress.stopRequested();
    }
  }
}

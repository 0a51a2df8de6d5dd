package org.musweep.pipeline.spark;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.training.Autograd;
import org.musweep.mup.training.CurvePoint;
import org.musweep.mup.training.LaneOutcome;
import org.musweep.mup.training.StackSpec;
import org.musweep.mup.training.StackTrainer;
import org.musweep.mup.training.TrainingListener;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.LogContext;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains one pack, inside a Spark task.
 *
 * <p>Nothing that a trial does fails the task: divergence and exceptions become results. Curves
 * wait in staging until the driver accepts the report; lanes that reach a rung leave a checkpoint
 * there, from which the next pack goes on.
 */
final class PackTask {

  private static final Logger LOG = LoggerFactory.getLogger(PackTask.class);

  private final PackAssignment assignment;
  private final Configuration hadoop;
  private final PackMonitor monitor;

  PackTask(PackAssignment assignment, Configuration hadoop, PackMonitor monitor) {
    this.assignment = assignment;
    this.hadoop = hadoop;
    this.monitor = monitor;
  }

  /** Trains, and reports on every lane. */
  PackReport run(Device device) {
    return LogContext.RUN.during(
        layout().name(),
        () -> LogContext.PACK.during(assignment.pack().id(), () -> logged(device)));
  }

  private PackReport logged(Device device) {
    long start = System.nanoTime();
    Pack pack = assignment.pack();
    LOG.info("training {} trials on {}", pack.trials().size(), device);
    List<CurveRow> curves = new ArrayList<>();
    List<LaneReport> lanes = PackHalving.of(part -> whole(part, device, curves), monitor).run(pack);
    lanes.forEach(PackTask::told);
    List<String> staged = new ArrayList<>();
    if (!curves.isEmpty()) {
      staged.add(
          TableFiles.of(layout(), hadoop)
              .stage(new CurveTable(), pack.id(), monitor.attempt(), curves));
    }
    return new PackReport(pack.id(), lanes, (System.nanoTime() - start) / 1e9, hostName(), staged);
  }

  private static void told(LaneReport lane) {
    LogContext.TRIAL.during(lane.trial().value(), () -> LOG.info("trial trained: {}", lane));
  }

  /** Of a part that throws nothing is kept, not its curves either. */
  private List<LaneReport> whole(Pack part, Device device, List<CurveRow> curves)
      throws IOException {
    List<CurveRow> own = new ArrayList<>();
    List<LaneReport> reports = train(part, device, own);
    curves.addAll(own);
    return reports;
  }

  private List<LaneReport> train(Pack pack, Device device, List<CurveRow> curves)
      throws IOException {
    Autograd.useThreads(assignment.threads());
    try (Dataset dataset =
        PreparedData.of(hadoop).open(assignment.data(), assignment.spec().data())) {
      StackFactory factory = new StackFactory(assignment.spec(), dataset.shape());
      StackSpec stack = factory.stack(pack.shape(), pack.trials());
      try (StackTrainer trainer = StackTrainer.create(stack, dataset, device)) {
        if (pack.fromStep() > 0) {
          restore(pack, trainer);
        }
        List<LaneOutcome> outcomes =
            trainer.train(pack.fromStep(), pack.toStep(), new CurveCollector(pack, curves));
        List<LaneReport> reports = new ArrayList<>();
        for (int lane = 0; lane < outcomes.size(); lane++) {
          reports.add(report(pack, trainer, lane, outcomes.get(lane), curves));
        }
        return reports;
      }
    }
  }

  private LaneReport report(
      Pack pack, StackTrainer trainer, int lane, LaneOutcome outcome, List<CurveRow> curves) {
    TrialSpec trial = pack.trials().get(lane);
    if (outcome instanceof LaneOutcome.Diverged diverged) {
      return new LaneReport.Ended(
          trial.id(),
          new TrialResult.Diverged(diverged.step(), diverged.loss(), diverged.reason()));
    }
    LaneOutcome.Reached reached = (LaneOutcome.Reached) outcome;
    noteValidation(curves, trial.id(), reached);
    if (reached.step() >= pack.shape().steps()) {
      return new LaneReport.Ended(
          trial.id(), new TrialResult.Completed(reached.step(), reached.loss()));
    }
    keep(trainer, lane, checkpoint(trial.id(), reached.step()));
    return new LaneReport.Paused(trial.id(), reached.step(), reached.loss());
  }

  /**
   * Another attempt at these steps may be under way, or wake up late: what one of them has put
   * there stays, so that whoever goes on from it finds it at any time.
   */
  private void keep(StackTrainer trainer, int lane, Path checkpoint) {
    monitor.alive();
    try {
      FileSystem files = checkpoint.getFileSystem(hadoop);
      if (files.exists(checkpoint)) {
        return;
      }
      Path partial = checkpoint.suffix(".a" + monitor.attempt());
      try (OutputStream to = files.create(partial, true)) {
        trainer.laneState().writeCheckpoint(lane, to);
      }
      boolean moved = files.rename(partial, checkpoint);
      if (!moved && !files.delete(partial, false)) {
        throw new IOException("Cannot move " + partial + " to " + checkpoint);
      }
    } catch (FileAlreadyExistsException e) {
      // The other attempt was first.
      return;
    } catch (IOException | FSError e) {
      throw new StorageException("Cannot write " + checkpoint, e);
    }
  }

  private void restore(Pack pack, StackTrainer trainer) throws IOException {
    for (int lane = 0; lane < pack.trials().size(); lane++) {
      monitor.alive();
      Path checkpoint = checkpoint(pack.trials().get(lane).id(), pack.fromStep());
      try (InputStream from = checkpoint.getFileSystem(hadoop).open(checkpoint)) {
        trainer.laneState().readCheckpoint(lane, from);
      }
    }
  }

  private Path checkpoint(TrialId trial, int step) {
    return Checkpoints.of(layout(), hadoop).at(trial, step);
  }

  private SweepLayout layout() {
    return assignment.layout();
  }

  /** The validation loss belongs to the curve entry of the same step. */
  private static void noteValidation(
      List<CurveRow> curves, TrialId trial, LaneOutcome.Reached reached) {
    curves.replaceAll(
        row ->
            row.trial().equals(trial.value()) && row.step() == reached.step()
                ? row.withValidationLoss(reached.loss())
                : row);
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "unknown-host";
    }
  }

  /** Keeps curve entries as table rows and tells the monitor how far training is. */
  private final class CurveCollector implements TrainingListener {

    private final Pack pack;
    private final List<CurveRow> rows;
    private int told;

    CurveCollector(Pack pack, List<CurveRow> rows) {
      this.pack = pack;
      this.rows = rows;
      this.told = pack.fromStep();
    }

    @Override
    public void logged(int step, List<CurvePoint> points) {
      for (CurvePoint point : points) {
        rows.add(
            new CurveRow(
                pack.trials().get(point.lane()).id().value(),
                pack.id(),
                step,
                point.trainingLoss(),
                Double.NaN,
                point.learningRate(),
                point.gradientNorm(),
                point.noiseScale()));
      }
      monitor.laneSteps((long) (step - told) * pack.trials().size());
      told = step;
    }

    @Override
    public boolean stopRequested() {
      monitor.alive();
      return monitor.isCancelled();
    }
  }
}

package org.musweep.pipeline.spark;

import java.io.Serial;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.sweep.LogContext;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.wide.RecordedProgress;
import org.musweep.pipeline.wide.WideDocuments;
import org.musweep.pipeline.wide.WideEnd;
import org.musweep.pipeline.wide.WideOutcome;
import org.musweep.pipeline.wide.WideProgress;
import org.musweep.pipeline.wide.WideRun;
import org.musweep.pipeline.wide.WideTraining;

/** Trains the wide model in a task, and answers with how that ended, as JSON. */
final class WideFunction implements Function<WideAssignment, String> {

  @Serial private static final long serialVersionUID = 1;
  private static final int BAD_INPUT = 2;

  @Override
  public String call(WideAssignment assignment) {
    SweepLayout layout = new SweepLayout(URI.create(assignment.root()));
    return LogContext.RUN.during(layout.name(), () -> train(assignment, layout));
  }

  private static String train(WideAssignment assignment, SweepLayout layout) {
    Configuration hadoop = SparkHadoopUtil.get().conf();
    SweepSpec spec = SweepSpecReader.parse(assignment.sweepFile(), "sweep.yaml");
    Selection selection = SelectionJson.read(assignment.selection());
    WideRun run =
        WideRun.of(
            selection.completed(spec),
            selection.chosen(),
            spec.execution().wide().resources().cores());
    TaskContext task = TaskContext.get();
    RecordedProgress progress =
        new RecordedProgress(
            WideDocuments.of(Documents.of(hadoop), layout),
            assignment.application(),
            task.attemptNumber(),
            new TaskProgress(task));
    try (Dataset dataset = PreparedData.of(hadoop).open(assignment.data(), spec.data())) {
      WideOutcome outcome =
          WideTraining.into(layout.wide(), spec, dataset, hadoop)
              .train(run, TaskDevice.of(spec.execution().device()), progress);
      return new WideEnd.Trained(outcome.result(), outcome.seconds(), outcome.resumedFrom())
          .toJson();
    } catch (SpecException e) {
      return new WideEnd.Refused(BAD_INPUT, String.valueOf(e.getMessage())).toJson();
    }
  }

  private record TaskProgress(TaskContext task) implements WideProgress {

    @Override
    public void step(int step, int steps, double trainingLoss) {}

    @Override
    public boolean stopRequested() {
      return task.isInterrupted();
    }
  }
}

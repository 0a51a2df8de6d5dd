package org.musweep.pipeline.spark.scoring;

import ai.djl.Device;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.PreparedManifestFormat;
import org.musweep.mup.training.Autograd;
import org.musweep.mup.training.TrainedModel;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.wide.WideRun;

/**
 * The model of this JVM, which all its tasks share. It is loaded by the first of them and stays
 * until another one is asked for.
 */
final class ExecutorModel {

  private static Optional<ExecutorModel> current = Optional.empty();
  private static int loads;

  private final String key;
  private final PreparedManifest manifest;
  private final DataSpec data;
  private final TrainedModel model;

  private ExecutorModel(String key, PreparedManifest manifest, DataSpec data, TrainedModel model) {
    this.key = key;
    this.manifest = manifest;
    this.data = data;
    this.model = model;
  }

  /** The model of a plan, loaded if it is not there. */
  static synchronized ExecutorModel of(ScoringPlan plan, Configuration hadoop) {
    try {
      Path path = new Path(plan.model());
      FileStatus status = path.getFileSystem(hadoop).getFileStatus(path);
      String key =
          "%s %d %d %d"
              .formatted(
                  plan.model(),
                  status.getLen(),
                  status.getModificationTime(),
                  List.of(plan.sweepFile(), plan.selection(), plan.manifest()).hashCode());
      if (current.filter(loaded -> loaded.key.equals(key)).isEmpty()) {
        // One that is replaced may still be at work in another task, so it is left to the
        // collector.
        current = Optional.of(load(key, plan, path, hadoop));
        loads++;
      }
      return current.orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot load the model " + plan.model(), e);
    }
  }

  /** How many models this JVM has loaded. */
  static synchronized int loads() {
    return loads;
  }

  private static ExecutorModel load(String key, ScoringPlan plan, Path path, Configuration hadoop)
      throws IOException {
    SweepSpec spec = SweepSpecReader.parse(plan.sweepFile(), "sweep.yaml");
    PreparedManifest manifest = PreparedManifestFormat.parse(plan.manifest(), "manifest.json");
    Selection selection = SelectionJson.read(plan.selection());
    WideRun run = WideRun.of(selection.completed(spec), selection.chosen(), 1);
    StackFactory factory = new StackFactory(spec, shape(manifest, spec.data()));
    var lane = factory.lane(run.configuration(), run.seed(), run.shape().steps());
    // As many tasks as cores run at once, each of them on one.
    Autograd.useThreads(1);
    try (InputStream from = path.getFileSystem(hadoop).open(path)) {
      TrainedModel model =
          TrainedModel.open(factory.stack(run.shape(), List.of(lane), 1), from, Device.cpu());
      return new ExecutorModel(key, manifest, spec.data(), model);
    }
  }

  private static DataShape shape(PreparedManifest manifest, DataSpec data) {
    return manifest instanceof PreparedManifest.Images images
        ? images.shape()
        : new DataShape.Tokens(
            ((PreparedManifest.Tokens) manifest).vocabulary(),
            ((DataSpec.TokenSource) data).sequenceLength());
  }

  TrainedModel model() {
    return model;
  }

  /** A reader of rows, which belongs to one task. */
  RowInput input(ScoringPlan plan, Configuration hadoop) {
    return RowInput.of(plan, manifest, data, hadoop);
  }
}

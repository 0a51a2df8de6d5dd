package org.musweep.pipeline.spark;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.musweep.mup.coordcheck.CoordCheck;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.training.Autograd;
import org.musweep.mup.training.LaneSpec;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.CoordCheckSpec;
import org.musweep.pipeline.sweep.ExecutionSpec.DeviceChoice;
import org.musweep.pipeline.sweep.HyperparameterName;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CoordCheckTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.trial.TrialShape;

/**
 * The function that a coord-check task applies to its assignment; it returns the path of the staged
 * table file.
 */
final class CoordFunction implements Function<String, String> {

  @Serial private static final long serialVersionUID = 1;

  /**
   * Coordinate checks use the full learning rate at once; a warm-up would hide what they look for.
   */
  private static final List<Setting> CONSTANT_RATE =
      List.of(
          Setting.of(HyperparameterName.WARMUP.key(), 0),
          Setting.of(HyperparameterName.SCHEDULE.key(), "constant"));

  private final DeviceChoice device;

  CoordFunction(DeviceChoice device) {
    this.device = device;
  }

  @Override
  public String call(String json) {
    CoordAssignment assignment = CoordAssignment.parse(json);
    SweepSpec spec = assignment.spec();
    CoordCheckSpec check = spec.coordCheck();
    Configuration hadoop = SparkHadoopUtil.get().conf();
    Autograd.useThreads(assignment.threads());
    try (Dataset dataset = PreparedData.of(hadoop).open(assignment.data(), spec.data())) {
      TrialShape shape =
          new TrialShape(
              spec.parametrization().ruleSet(),
              assignment.width(),
              assignment.depth(),
              spec.training().batchSize(),
              check.steps());
      StackFactory factory = new StackFactory(spec, dataset.shape());
      List<CoordRecord> records =
          CoordCheck.record(
              new CoordCheck.Label(shape.rules(), shape.width(), shape.depth()),
              factory.stack(shape, lanes(factory, spec), check.steps()),
              check.steps(),
              dataset,
              TaskDevice.of(device));
      return TableFiles.of(assignment.layout(), hadoop)
          .stage(
              new CoordCheckTable(),
              "width-%d-depth-%d".formatted(assignment.width(), assignment.depth()),
              TaskContext.get().attemptNumber(),
              records);
    }
  }

  private static List<LaneSpec> lanes(StackFactory factory, SweepSpec spec) {
    CoordCheckSpec check = spec.coordCheck();
    List<LaneSpec> lanes = new ArrayList<>();
    for (double rate : check.learningRates()) {
      for (int seed = 0; seed < check.seeds(); seed++) {
        var settings = new ArrayList<>(CONSTANT_RATE);
        settings.add(Setting.of(HyperparameterName.LEARNING_RATE.key(), rate));
        lanes.add(
            factory.lane(
                new org.musweep.pipeline.space.Configuration(settings),
                spec.seed() + seed,
                check.steps()));
      }
    }
    return lanes;
  }
}

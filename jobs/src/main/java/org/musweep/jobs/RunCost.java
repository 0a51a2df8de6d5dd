package org.musweep.jobs;

import java.util.Optional;
import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.selection.Cost;
import org.musweep.pipeline.selection.TransferJson;
import org.musweep.pipeline.spark.PreparedData;
import org.musweep.pipeline.sweep.ExecutionSpec;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.wide.WideEnd;
import org.musweep.pipeline.wide.WideRun;

/** What a run cost, once its wide run has ended. */
final class RunCost {

  private static final double SECONDS_PER_HOUR = 3600;

  private RunCost() {}

  /** Adds the cost to transfer.json, if that is there. */
  static Optional<Cost> record(
      RunContext context, String data, WideRun run, WideEnd.Trained outcome) {
    Optional<String> document = context.read(context.layout().transfer());
    if (document.isEmpty()) {
      return Optional.empty();
    }
    ExecutionSpec execution = context.spec().execution();
    boolean gpu = execution.wide().resources().gpus() > 0;
    int threads =
        Sessions.isLocal(context.spec()) ? run.threads() : execution.wide().resources().cores();
    // The seconds are those of the process that ended the run, which may have begun in the middle.
    int steps = run.shape().steps();
    double seconds = outcome.seconds() * steps / Math.max(1, steps - outcome.resumedFrom());
    double hours = seconds * (gpu ? 1 : threads) / SECONDS_PER_HOUR;
    try (Dataset dataset = PreparedData.of(Storage.hadoop()).open(data, context.spec().data())) {
      StackFactory factory = new StackFactory(context.spec(), dataset.shape());
      Cost cost =
          Cost.of(
              context.study().state(),
              new Cost.Wide(run.shape(), hours, gpu ? 1 : execution.coresPerPack()),
              factory::flopsPerStep);
      context.write(context.layout().transfer(), TransferJson.withCost(document.get(), cost));
      return Optional.of(cost);
    }
  }
}

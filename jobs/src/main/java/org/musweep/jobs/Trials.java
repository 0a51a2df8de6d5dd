package org.musweep.jobs;

import java.util.List;
import org.musweep.pipeline.spark.Checkpoints;
import org.musweep.pipeline.spark.SparkTrialExecutor;
import org.musweep.pipeline.spark.TableSink;
import org.musweep.pipeline.sweep.LoggedSweep;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.table.TableFiles;

/** A sweep that trains on Spark and keeps its tables, for as long as a step needs it. */
final class Trials implements AutoCloseable {

  private final SparkTrialExecutor executor;
  private final TableSink sink;
  private final Tracker tracker;
  private final Sweep sweep;

  private Trials(SparkTrialExecutor executor, TableSink sink, Tracker tracker, Sweep sweep) {
    this.executor = executor;
    this.sink = sink;
    this.tracker = tracker;
    this.sweep = sweep;
  }

  static Trials open(RunContext context) {
    String data = context.data();
    Origin.check(context);
    SparkTrialExecutor executor =
        SparkTrialExecutor.on(
            context.spark(), context.spec(), context.text(), context.layout(), data);
    TableSink sink =
        TableSink.open(
            context.spec(),
            TableFiles.of(context.layout(), context.spark().sparkContext().hadoopConfiguration()),
            context.study());
    Tracker tracker = Tracker.of(context, System.getenv());
    return new Trials(
        executor,
        sink,
        tracker,
        Sweep.of(
            context.spec(),
            context.study(),
            executor,
            SweepObserver.all(
                List.of(
                    sink,
                    Checkpoints.of(
                        context.layout(), context.spark().sparkContext().hadoopConfiguration()),
                    tracker.observer(),
                    new LoggedSweep(),
                    context.metrics(),
                    context.display()))));
  }

  Sweep sweep() {
    return sweep;
  }

  @Override
  public void close() {
    try {
      executor.close();
    } finally {
      try {
        sink.close();
      } finally {
        tracker.close();
      }
    }
  }
}

package org.musweep.pipeline.spark;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Counts lane-steps while packs train, from the accumulator updates that executors send with their
 * heartbeats.
 *
 * <p>For display only: what counts is in the packs' reports.
 */
public final class LaneStepMeter extends SparkListener {

  /** The accumulator's name. */
  static final String NAME = "musweep.lane-steps";

  private final LongConsumer total;
  private final Map<Long, Long> byTask = new ConcurrentHashMap<>();

  /**
   * A meter.
   *
   * @param total told how many lane-steps all tasks have done
   */
  public LaneStepMeter(LongConsumer total) {
    this.total = total;
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
    CollectionConverters.asJava(update.accumUpdates())
        .forEach(
            each ->
                CollectionConverters.asJava(each._4())
                    .forEach(info -> note((Long) each._1(), info)));
    total.accept(sum());
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    CollectionConverters.asJava(end.taskInfo().accumulables())
        .forEach(info -> note(end.taskInfo().taskId(), info));
    total.accept(sum());
  }

  private void note(long task, AccumulableInfo info) {
    if (info.name().contains(NAME) && info.update().isDefined()) {
      byTask.merge(task, Long.parseLong(info.update().get().toString()), Math::max);
    }
  }

  private long sum() {
    return byTask.values().stream().mapToLong(Long::longValue).sum();
  }
}

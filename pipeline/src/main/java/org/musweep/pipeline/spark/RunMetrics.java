package org.musweep.pipeline.spark;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import java.util.function.LongConsumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.source.Source;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.sweep.SweepObserver;
import org.musweep.pipeline.sweep.SweepProgress;

/**
 * How far a run is, in Spark's metrics system: whatever sinks that has (Prometheus, JMX, Graphite)
 * show it. The names and their units are in {@code docs/operating.md}.
 *
 * <p>The figures of trials and packs are those of the phase that runs or ran last: the search, its
 * finalists, or the transfer check.
 */
public final class RunMetrics implements Source, SweepObserver {

  /** The first part of every name. */
  public static final String NAME = "musweep";

  private static final Wide NO_WIDE_RUN = new Wide(0, 0, Double.NaN);

  private final MetricRegistry registry = new MetricRegistry();
  private final Meter trialSteps = registry.meter("trial-steps");
  private volatile Trials trials = new Trials(0, new StudyCounts(0, 0, 0, 0, 0, 0, 0), 0, 0, 0);
  private volatile double bestLoss = Double.NaN;
  private volatile Wide wide = NO_WIDE_RUN;
  private long trialStepsTold;

  private record Trials(
      int planned, StudyCounts counts, int packs, long stepsDone, long stepsExpected) {}

  private record Wide(int step, int steps, double loss) {}

  /** Metrics of a run that has not begun. */
  public RunMetrics() {
    trials("trials.planned", now -> now.planned());
    trials("trials.running", now -> now.counts().running());
    trials("trials.paused", now -> now.counts().paused());
    trials("trials.completed", now -> now.counts().completed());
    trials("trials.stopped", now -> now.counts().stopped());
    trials("trials.diverged", now -> now.counts().diverged());
    trials("trials.failed", now -> now.counts().failed());
    trials("packs.in-flight", now -> now.packs());
    trials("steps.committed", now -> now.stepsDone());
    trials("steps.expected", now -> now.stepsExpected());
    Gauge<Double> best = () -> bestLoss;
    registry.register("best-loss", best);
    wide("wide.step", now -> now.step());
    wide("wide.steps", now -> now.steps());
    wide("wide.loss", now -> now.loss());
  }

  private void trials(String name, ToLongFunction<Trials> value) {
    Gauge<Long> gauge = () -> value.applyAsLong(trials);
    registry.register(name, gauge);
  }

  private void wide(String name, ToDoubleFunction<Wide> value) {
    Gauge<Double> gauge = () -> value.applyAsDouble(wide);
    registry.register(name, gauge);
  }

  /** Adds these metrics to those of an application, for as long as that lives. */
  void register(SparkContext spark) {
    spark.env().metricsSystem().registerSource(this);
  }

  /**
   * The same, and counts the lane-steps of its packs.
   *
   * @param total is told how many all packs of the application have done
   */
  public void measure(SparkContext spark, LongConsumer total) {
    register(spark);
    spark.addSparkListener(
        new LaneStepMeter(
            count -> {
              laneSteps(count);
              total.accept(count);
            }));
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }

  @Override
  public void progress(SweepProgress progress) {
    trials =
        new Trials(
            progress.planned(),
            progress.counts(),
            progress.packs().size(),
            progress.steps().done(),
            progress.steps().expected());
    bestLoss = progress.best().map(SweepProgress.Best::loss).orElse(Double.NaN);
  }

  /**
   * How many lane-steps the packs of an application have done, also those that still run. A number
   * smaller than the last one is that of another application, which began at 0.
   */
  synchronized void laneSteps(long total) {
    trialSteps.mark(total < trialStepsTold ? total : total - trialStepsTold);
    trialStepsTold = total;
  }

  /** How far the wide run is. */
  public void wideStep(int step, int steps, double trainingLoss) {
    wide = new Wide(step, steps, trainingLoss);
  }
}

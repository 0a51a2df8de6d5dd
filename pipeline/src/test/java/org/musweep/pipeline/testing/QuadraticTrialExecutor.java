package org.musweep.pipeline.testing;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Trains nothing: the loss is a quadratic bowl around a known best configuration, falls with the
 * steps done and with width, and carries a little noise from the trial's seed.
 *
 * <p>loss = 1 + distance² + 8/width + (share of the horizon left) + noise, where distance is
 * measured in octaves for positive numbers and counts 1 for another choice.
 */
public final class QuadraticTrialExecutor implements TrialExecutor {

  private static final double NOISE = 1e-3;

  private final Configuration best;
  private final int slots;
  private final ExecutorService threads;
  private final IntToDoubleFunction laneTime;

  private QuadraticTrialExecutor(
      Configuration best, int slots, ExecutorService threads, IntToDoubleFunction laneTime) {
    this.best = best;
    this.slots = slots;
    this.threads = threads;
    this.laneTime = laneTime;
  }

  /** Packs run on that many threads of their own. */
  public static QuadraticTrialExecutor pooled(Configuration best, int slots) {
    return new QuadraticTrialExecutor(
        best, slots, Executors.newFixedThreadPool(slots), lanes -> Double.NaN);
  }

  /** Two at a time, and stacks take a known time: seconds per lane and step, by number of lanes. */
  public static QuadraticTrialExecutor timed(Configuration best, IntToDoubleFunction laneTime) {
    return new QuadraticTrialExecutor(best, 2, Executors.newFixedThreadPool(2), laneTime);
  }

  /** Packs run one at a time, in the order in which they were submitted. */
  public static QuadraticTrialExecutor sequential(Configuration best) {
    return pooled(best, 1);
  }

  /** The loss of a trial after a number of steps, for tests to compare with. */
  public double loss(TrialSpec trial, int step) {
    double left = 1 - (double) step / trial.shape().steps();
    return 1
        + squaredDistance(trial.configuration())
        + 8.0 / trial.shape().width()
        + left
        + NOISE * noise(trial.seed());
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public List<LaneTime> timeLanes(Pack pack) {
    return IntStream.iterate(1, lanes -> lanes <= pack.trials().size(), lanes -> 2 * lanes)
        .filter(lanes -> !Double.isNaN(laneTime.applyAsDouble(lanes)))
        .mapToObj(lanes -> new LaneTime(lanes, laneTime.applyAsDouble(lanes)))
        .toList();
  }

  @Override
  public CompletableFuture<PackReport> submit(Pack pack) {
    return CompletableFuture.supplyAsync(() -> run(pack), threads);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("Packs still run 10 seconds after they were cancelled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What becomes of a pack. */
  public PackReport run(Pack pack) {
    List<LaneReport> lanes = pack.trials().stream().map(trial -> lane(pack, trial)).toList();
    return new PackReport(
        pack.id(), lanes, 0.001 * (pack.toStep() - pack.fromStep()), "here", List.of());
  }

  private LaneReport lane(Pack pack, TrialSpec trial) {
    double loss = loss(trial, pack.toStep());
    return pack.toStep() < pack.shape().steps()
        ? new LaneReport.Paused(trial.id(), pack.toStep(), loss)
        : new LaneReport.Ended(trial.id(), new TrialResult.Completed(pack.toStep(), loss));
  }

  private double squaredDistance(Configuration configuration) {
    double sum = 0;
    for (Setting target : best.settings()) {
      SettingValue value = configuration.value(target.name()).orElse(target.value());
      double distance = distance(value, target.value());
      sum += distance * distance;
    }
    return sum;
  }

  private static double distance(SettingValue value, SettingValue target) {
    if (value instanceof SettingValue.Numeric number
        && target instanceof SettingValue.Numeric goal) {
      return number.number() > 0 && goal.number() > 0
          ? Math.log(number.number() / goal.number()) / Math.log(2)
          : number.number() - goal.number();
    }
    return value.equals(target) ? 0 : 1;
  }

  /** Between 0 and 1. */
  private static double noise(long seed) {
    return ((seed * 0x9e3779b97f4a7c15L) >>> 11) * 0x1p-53;
  }
}

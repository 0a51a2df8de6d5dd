package org.musweep.pipeline.spark;

import ai.djl.Device;
import ai.djl.util.cuda.CudaUtils;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.training.Autograd;
import org.musweep.mup.training.StackTrainer;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.training.StackMemory;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;

/**
 * Times training steps of stacks of 1, 2, 4 … lanes on the device of a task, to find where the
 * working set outgrows the caches, or the device's memory.
 */
final class LaneProbe {

  /** A stack may take this share of what is free: other slots and PyTorch need some, too. */
  private static final double SHARE = 0.25;

  private static final int WARM_UP_STEPS = 2;

  /** A round is at least this long, so that the clock and a moment's delay hardly count. */
  private static final double ROUND_SECONDS = 0.05;

  private static final int MOST_STEPS_A_ROUND = 20;
  private static final int ROUNDS = 3;
  private static final int FRUITLESS = 2;

  private final PackAssignment assignment;
  private final Configuration hadoop;

  LaneProbe(PackAssignment assignment, Configuration hadoop) {
    this.assignment = assignment;
    this.hadoop = hadoop;
  }

  /** The times, by number of lanes; ends when two doublings in a row bring nothing. */
  List<LaneTime> run(Device device) throws IOException {
    Autograd.useThreads(assignment.threads());
    Pack pack = assignment.pack();
    List<LaneTime> times = new ArrayList<>();
    try (Dataset dataset =
        PreparedData.of(hadoop).open(assignment.data(), assignment.spec().data())) {
      StackFactory factory = new StackFactory(assignment.spec(), dataset.shape());
      StackMemory memory = new StackMemory(assignment.spec(), dataset.shape());
      double room = SHARE * freeBytes(device);
      for (int lanes = 1; lanes <= pack.trials().size(); lanes *= 2) {
        boolean tooLarge = memory.bytes(pack.shape(), lanes) > room;
        if (lanes > 1 && (tooLarge || isFruitless(times))) {
          break;
        }
        Pack part =
            new Pack(pack.id(), pack.shape(), 0, pack.toStep(), pack.trials().subList(0, lanes));
        try (StackTrainer trainer =
            StackTrainer.create(factory.stack(part.shape(), part.trials()), dataset, device)) {
          times.add(new LaneTime(lanes, secondsPerStep(trainer) / lanes));
        } catch (RuntimeException | OutOfMemoryError e) {
          if (lanes > 1 && OutOfMemory.is(e)) {
            break;
          }
          throw e;
        }
      }
    }
    return times;
  }

  private static boolean isFruitless(List<LaneTime> times) {
    int count = times.size();
    return count > FRUITLESS && LaneTime.best(times) <= times.get(count - 1 - FRUITLESS).lanes();
  }

  private static double secondsPerStep(StackTrainer trainer) {
    double warm = seconds(trainer, 1, WARM_UP_STEPS) / WARM_UP_STEPS;
    int steps = (int) Math.min(MOST_STEPS_A_ROUND, Math.ceil(ROUND_SECONDS / warm));
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      rounds[round] = seconds(trainer, 1 + WARM_UP_STEPS + round * steps, steps) / steps;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
  }

  private static double seconds(StackTrainer trainer, int from, int steps) {
    waitFor(trainer);
    long start = System.nanoTime();
    for (int step = from; step < from + steps; step++) {
      trainer.recordedStep(step, step, ActivationRecorder.NONE);
    }
    waitFor(trainer);
    return (System.nanoTime() - start) / 1e9;
  }

  /** A GPU computes on its own; reading a number waits for it. */
  private static void waitFor(StackTrainer trainer) {
    try (var some = trainer.stack().parameters().values().iterator().next().flatten().get("0:1")) {
      some.toByteBuffer();
    }
  }

  private static double freeBytes(Device device) {
    if (device.isGpu()) {
      var usage = CudaUtils.getGpuMemory(device);
      return (double) usage.getMax() - usage.getCommitted();
    }
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getFreeMemorySize()
        : Double.POSITIVE_INFINITY;
  }
}

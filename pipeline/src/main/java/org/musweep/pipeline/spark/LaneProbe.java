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
  private static final int STEPS_AT_ONCE = 3;
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
    int step = 0;
    for (; step < WARM_UP_STEPS; step++) {
      trainer.recordedStep(step + 1, step + 1, ActivationRecorder.NONE);
    }
    double[] rounds = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      waitFor(trainer);
      long start = System.nanoTime();
      for (int i = 0; i < STEPS_AT_ONCE; i++) {
        step++;
        trainer.recordedStep(step, step, ActivationRecorder.NONE);
      }
      waitFor(trainer);
      rounds[round] = (System.nanoTime() - start) / 1e9 / STEPS_AT_ONCE;
    }
    Arrays.sort(rounds);
    return rounds[ROUNDS / 2];
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

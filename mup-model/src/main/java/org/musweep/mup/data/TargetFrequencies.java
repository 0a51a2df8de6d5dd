package org.musweep.mup.data;

import java.util.List;
import java.util.stream.LongStream;

/** What frequencies of targets say about a model that ignores its input. */
final class TargetFrequencies {
  private TargetFrequencies() {}

  /**
   * The mean cross entropy over validation targets of a fixed prediction: training frequencies with
   * one added to each, so that a target never trained on costs a finite amount. Units: nats.
   */
  static double baselineLoss(List<Long> training, List<Long> validation) {
    double trainingTotal = training.size();
    for (long count : training) {
      trainingTotal += count;
    }
    double validationTotal = 0;
    double loss = 0;
    for (int target = 0; target < training.size(); target++) {
      long count = validation.get(target);
      validationTotal += count;
      loss -= count * Math.log((training.get(target) + 1) / trainingTotal);
    }
    return loss / validationTotal;
  }

  /** How often each of {@code classes} values occurs. */
  static List<Long> of(int classes, int[] targets) {
    long[] counts = new long[classes];
    for (int target : targets) {
      counts[target]++;
    }
    return LongStream.of(counts).boxed().toList();
  }
}

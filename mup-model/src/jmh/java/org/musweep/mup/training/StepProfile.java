package org.musweep.mup.training;

import ai.djl.pytorch.jni.JniUtils;

/**
 * Records every operation of PyTorch in some training steps, as a trace of events. Arguments: the
 * family, the width, the number of lanes, and the file to write. {@code benchmarks/operations.py}
 * runs it and makes a table.
 */
final class StepProfile {

  /** How many steps a trace holds. */
  private static final int STEPS = 10;

  private StepProfile() {}

  public static void main(String[] args) {
    Autograd.prepareThread();
    Autograd.useThreads(1);
    int width = Integer.parseInt(args[1]);
    int lanes = Integer.parseInt(args[2]);
    int batchSize = args[0].equals("mlp") ? 64 : 8;
    try (StepWorkload workload = StepWorkload.of(args[0], width, lanes, batchSize, 64)) {
      steps(workload);
      JniUtils.startProfile(false, true, false);
      steps(workload);
      JniUtils.stopProfile(args[3]);
    }
  }

  private static void steps(StepWorkload workload) {
    for (int i = 0; i < STEPS; i++) {
      workload.step();
    }
  }
}

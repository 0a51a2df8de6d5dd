package org.musweep.mup.training;

import ai.djl.Device;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.training.TinyStacks.Family;

/** Trains, and prints the resident size of its process now and then. */
final class ResidentSizeProbe {

  static final Path STATUS = Path.of("/proc/self/status");
  static final String PREFIX = "VmRSS kB ";

  private ResidentSizeProbe() {}

  /**
   * Entry point of the process: {@code steps} or {@code trainers}, and after how many of them to
   * look, in ascending order.
   */
  public static void main(String[] args) throws IOException {
    List<Integer> looks = Arrays.stream(args).skip(1).map(Integer::valueOf).toList();
    switch (args[0]) {
      case "steps" -> steps(looks);
      case "trainers" -> trainers(looks);
      default -> throw new IllegalArgumentException("No such probe: " + args[0]);
    }
  }

  private static void steps(List<Integer> looks) throws IOException {
    try (Dataset dataset = Family.TRANSFORMER.dataset();
        StackTrainer trainer =
            StackTrainer.create(
                spec(Family.TRANSFORMER.ofWidth(16), OptimizerKind.ADAMW), dataset, Device.cpu())) {
      int done = 0;
      for (int look : looks) {
        trainer.train(done, look, TrainingListener.NONE);
        print();
        done = look;
      }
    }
  }

  /** Every trainer has 2 lanes of about 270,000 parameters and moments: 6 MB. */
  private static void trainers(List<Integer> looks) throws IOException {
    try (Dataset dataset = Family.MLP.dataset()) {
      for (int trainer = 1; trainer <= looks.get(looks.size() - 1); trainer++) {
        OptimizerKind optimizer = trainer % 2 == 0 ? OptimizerKind.SGD : OptimizerKind.ADAM;
        try (StackTrainer own =
            StackTrainer.create(spec(Family.MLP.ofWidth(512), optimizer), dataset, Device.cpu())) {
          own.train(0, 2, TrainingListener.NONE);
        }
        if (looks.contains(trainer)) {
          print();
        }
      }
    }
  }

  private static StackSpec spec(Architecture architecture, OptimizerKind optimizer) {
    return TinyStacks.spec(
        architecture,
        optimizer,
        DataType.FLOAT32,
        new TrainingSpec(4, 50, 8, 1e9),
        List.of(
            TinyStacks.plainLane(1, TinyStacks.learningRate(optimizer)),
            TinyStacks.plainLane(2, TinyStacks.learningRate(optimizer))));
  }

  @SuppressWarnings("SystemOut")
  private static void print() throws IOException {
    String line =
        Files.readAllLines(STATUS).stream()
            .filter(each -> each.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    System.out.println(PREFIX + line.replaceAll("\\D", ""));
  }
}

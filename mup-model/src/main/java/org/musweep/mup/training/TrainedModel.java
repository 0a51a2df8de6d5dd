package org.musweep.mup.training;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Safetensors;
import org.musweep.mup.stack.TrialStack;

/**
 * A model as training left it, to be used: the same forward pass as in training, with running
 * statistics where there are any.
 *
 * <p>Any number of threads may use one at once.
 */
public final class TrainedModel implements AutoCloseable {

  private final StackSpec spec;
  private final NDManager manager;
  private final TrialStack stack;

  private TrainedModel(StackSpec spec, NDManager manager, TrialStack stack) {
    this.spec = spec;
    this.manager = manager;
    this.stack = stack;
  }

  /**
   * What a model says of one row.
   *
   * @param loss mean over the targets that count, in nats; NaN if there are none
   * @param label the most probable class of an image; of tokens, of the last target that counts
   * @param probability of that class
   */
  public record Score(double loss, int label, double probability) {}

  /**
   * A model with the parameters that {@link LaneState#writeParameters} wrote; the caller closes it.
   *
   * @param spec of one lane: the one that was trained
   * @throws IOException if the parameters cannot be read, or are not those of this architecture
   */
  public static TrainedModel open(StackSpec spec, InputStream parameters, Device device)
      throws IOException {
    Autograd.prepareThread();
    NDManager manager = NDManager.newBaseManager(device, "PyTorch");
    try {
      TrialStack stack =
          TrialStack.create(
              spec.architecture(),
              spec.plan(),
              List.of(spec.lanes().get(0).lane()),
              spec.type(),
              manager);
      read(stack, parameters, manager);
      return new TrainedModel(spec, manager, stack);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** What its rows look like. */
  public DataShape input() {
    return spec.architecture().input();
  }

  /**
   * The scores of a batch, row by row.
   *
   * @param counting for each row, how many of its first targets count; the others are padding
   */
  public List<Score> scores(HostBatch batch, List<Integer> counting) {
    Autograd.prepareThread();
    int perRow = input().targetsPerRow();
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray logits = stack.logits(inputs(batch), batch.rows(), ActivationRecorder.NONE);
      NDArray logs = logits.squeeze(0).logSoftmax(1); // [rows·targets, classes]
      long[] targets = new long[batch.rows() * perRow];
      batch.targets().get(targets);
      NDArray indices = manager.create(targets, new Shape(targets.length, 1));
      double[] picked =
          logs.get(new NDIndex().addAllDim().addPickDim(indices))
              .toType(DataType.FLOAT64, false)
              .toDoubleArray();
      long[] best = logs.argMax(1).toLongArray();
      double[] highest = logs.max(new int[] {1}).toType(DataType.FLOAT64, false).toDoubleArray();
      List<Score> scores = new ArrayList<>(batch.rows());
      for (int row = 0; row < batch.rows(); row++) {
        int count = counting.get(row);
        double sum = 0;
        for (int target = 0; target < count; target++) {
          sum -= picked[row * perRow + target];
        }
        int last = row * perRow + Math.max(0, count - 1);
        scores.add(
            new Score(
                count == 0 ? Double.NaN : sum / count, (int) best[last], Math.exp(highest[last])));
      }
      return scores;
    }
  }

  private NDArray inputs(HostBatch batch) {
    if (input() instanceof DataShape.Tokens tokens) {
      long[] values = new long[batch.rows() * tokens.sequenceLength()];
      batch.tokens().get(values);
      return manager.create(values, new Shape(1, values.length));
    }
    float[] values = new float[batch.rows() * input().inputsPerRow()];
    batch.pixels().get(values);
    return manager
        .create(values, new Shape(1, batch.rows(), input().inputsPerRow()))
        .toType(spec.type(), false);
  }

  private static void read(TrialStack stack, InputStream from, NDManager manager)
      throws IOException {
    Map<String, NDArray> targets = new LinkedHashMap<>(stack.parameters());
    targets.putAll(stack.buffers());
    Safetensors file = Safetensors.open(from);
    Map<String, Shape> expected = new LinkedHashMap<>();
    targets.forEach((name, array) -> expected.put(name, array.getShape().slice(1)));
    if (!file.shapes().equals(expected)) {
      throw new IOException(
          "Invalid model: it holds %s (must hold %s)".formatted(file.shapes(), expected));
    }
    try (NDManager scratch = manager.newSubManager()) {
      for (NDArray values : file.decode(scratch)) {
        NDArray target = targets.get(values.getName());
        target.setRequiresGradient(false);
        target.set(new NDIndex("{}", 0), values.toType(target.getDataType(), false));
      }
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}

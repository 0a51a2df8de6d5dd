package org.musweep.mup.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ExampleOrder;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.optimizer.LaneSteps;

/**
 * Batches for all lanes of a stack: lanes of one seed and step see the same examples.
 *
 * <p>Tokens become rows of the stack's joint embedding table, {@code token + lane · vocabulary}. On
 * a CPU a batch lies in buffers that the next one overwrites, so that a step allocates no memory
 * that only the garbage collector frees: one batch at a time.
 */
final class LaneBatches {

  /**
   * One batch for all lanes.
   *
   * @param inputs tokens as {@code [T, rows·length]}; images as {@code [T, rows, features]}, or
   *     {@code [1, rows, features]} if all lanes see the same
   * @param targets {@code [T, rows·length]} or {@code [T, rows]}
   * @param rows sequences or images per lane
   */
  record StackBatch(NDArray inputs, NDArray targets, int rows) {

    /** The first half of each lane's sequences or images. */
    StackBatch firstHalf() {
      return new StackBatch(half(inputs), half(targets), rows / 2);
    }

    private static NDArray half(NDArray array) {
      return array.get(new NDIndex(":, :{}", array.getShape().get(1) / 2)).duplicate();
    }
  }

  private final Dataset dataset;
  private final DataShape shape;
  private final List<Long> seeds;
  private final DataType type;
  private final int batchSize;
  private final Map<Stream, HostBatch> byStream = new LinkedHashMap<>();
  private ByteBuffer inputBytes = direct(0);
  private ByteBuffer targetBytes = direct(0);

  LaneBatches(Dataset dataset, List<Long> seeds, DataType type, int batchSize) {
    this.dataset = dataset;
    this.shape = dataset.shape();
    this.seeds = List.copyOf(seeds);
    this.type = type;
    this.batchSize = batchSize;
  }

  /** What lanes that see the same examples share: the seed, and how far they are ahead. */
  private record Stream(long seed, int ahead) {}

  /** The training batch of each lane's step. */
  StackBatch training(LaneSteps steps, NDManager manager) {
    List<Stream> streams =
        IntStream.range(0, seeds.size())
            .mapToObj(lane -> new Stream(seeds.get(lane), steps.of(lane) - steps.step()))
            .toList();
    byStream.keySet().retainAll(Set.copyOf(streams));
    for (Stream stream : new LinkedHashSet<>(streams)) {
      HostBatch host = byStream.computeIfAbsent(stream, absent -> new HostBatch(shape, batchSize));
      host.clear();
      long step = steps.step() + stream.ahead() - 1L;
      for (int row = 0; row < batchSize; row++) {
        long example =
            ExampleOrder.index(
                stream.seed(), step, row, batchSize, shape, dataset.trainingExamples());
        dataset.readTraining(example, host);
      }
    }
    return onDevice(streams.stream().map(byStream::get).toList(), manager);
  }

  /**
   * Held-out examples {@code from} to {@code to} of {@code count} that are spread evenly; the same
   * for all lanes.
   */
  StackBatch validation(int from, int to, int count, NDManager manager) {
    HostBatch host = new HostBatch(shape, to - from);
    for (int example = from; example < to; example++) {
      dataset.readValidation(example * dataset.validationExamples() / count, host);
    }
    return onDevice(java.util.Collections.nCopies(seeds.size(), host), manager);
  }

  private StackBatch onDevice(List<HostBatch> byLane, NDManager manager) {
    int lanes = byLane.size();
    int rows = byLane.get(0).rows();
    long targetCount = (long) rows * shape.targetsPerRow();
    targetBytes = withRoom(targetBytes, lanes * targetCount * Long.BYTES);
    LongBuffer targets = targetBytes.asLongBuffer();
    byLane.forEach(host -> targets.put(host.targets()));
    NDArray targetArray =
        manager.create(targetBytes, new Shape(lanes, targetCount), DataType.INT64);
    NDArray inputs =
        shape instanceof DataShape.Tokens tokens
            ? tokenRows(byLane, tokens, rows, manager)
            : pixels(
                byLane.stream().distinct().toList().size() == 1 ? byLane.subList(0, 1) : byLane,
                rows,
                manager);
    return new StackBatch(inputs, targetArray, rows);
  }

  private NDArray tokenRows(
      List<HostBatch> byLane, DataShape.Tokens tokens, int rows, NDManager manager) {
    long perLane = (long) rows * tokens.sequenceLength();
    inputBytes = withRoom(inputBytes, byLane.size() * perLane * Long.BYTES);
    LongBuffer values = inputBytes.asLongBuffer();
    for (int lane = 0; lane < byLane.size(); lane++) {
      long offset = (long) lane * tokens.vocabulary();
      LongBuffer own = byLane.get(lane).tokens();
      while (own.hasRemaining()) {
        values.put(own.get() + offset);
      }
    }
    return manager.create(inputBytes, new Shape(byLane.size(), perLane), DataType.INT64);
  }

  private NDArray pixels(List<HostBatch> byLane, int rows, NDManager manager) {
    int features = shape.inputsPerRow();
    inputBytes = withRoom(inputBytes, (long) byLane.size() * rows * features * Float.BYTES);
    FloatBuffer values = inputBytes.asFloatBuffer();
    byLane.forEach(host -> values.put(host.pixels()));
    return manager
        .create(inputBytes, new Shape(byLane.size(), rows, features), DataType.FLOAT32)
        .toType(type, false);
  }

  /** The buffer, or a larger one, limited to the bytes asked for. */
  private static ByteBuffer withRoom(ByteBuffer buffer, long bytes) {
    ByteBuffer room = buffer.capacity() >= bytes ? buffer : direct(bytes);
    return room.clear().limit(Math.toIntExact(bytes));
  }

  private static ByteBuffer direct(long bytes) {
    return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
  }
}

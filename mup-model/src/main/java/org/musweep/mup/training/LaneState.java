package org.musweep.mup.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.musweep.mup.optimizer.StackOptimizer;
import org.musweep.mup.stack.Safetensors;
import org.musweep.mup.stack.TrialStack;

/**
 * One lane's parameters, buffers and optimizer state as a safetensors file, so that a lane can go
 * on in another stack.
 *
 * <p>The data order and the schedule are functions of the step alone, so these arrays are all that
 * a lane's future depends on.
 */
public final class LaneState {

  private static final String PARAMETER = "parameter.";
  private static final String BUFFER = "buffer.";
  private static final String PARAMETRIZATION = "parametrization";
  private static final int MOST_MARK_BYTES = 1 << 16;

  private final TrialStack stack;
  private final StackOptimizer optimizer;
  private final NDManager manager;

  LaneState(TrialStack stack, StackOptimizer optimizer, NDManager manager) {
    this.stack = stack;
    this.optimizer = optimizer;
    this.manager = manager;
  }

  /** Writes everything that training on needs, and under which parametrization it was trained. */
  public void writeCheckpoint(int lane, OutputStream to) throws IOException {
    try (NDManager scratch = manager.newSubManager()) {
      NDList list = lane(all(), lane, scratch);
      byte[] text = own().text().getBytes(StandardCharsets.UTF_8);
      NDArray mark = scratch.create(ByteBuffer.wrap(text), new Shape(text.length), DataType.INT8);
      mark.setName(PARAMETRIZATION);
      list.add(mark);
      list.encode(to, NDList.Encoding.SAFETENSORS);
    }
  }

  /** Writes the parameters and buffers alone, under their own names. */
  public void writeParameters(int lane, OutputStream to) throws IOException {
    Map<String, NDArray> arrays = new LinkedHashMap<>(stack.parameters());
    arrays.putAll(stack.buffers());
    try (NDManager scratch = manager.newSubManager()) {
      lane(arrays, lane, scratch).encode(to, NDList.Encoding.SAFETENSORS);
    }
  }

  /**
   * Reads what {@link #writeCheckpoint} wrote into a lane.
   *
   * @throws ForeignCheckpointException if it was trained under another parametrization, whose
   *     weights mean something else in this stack
   * @throws IOException if the file does not hold exactly this stack's arrays, in their shapes; the
   *     lane is then as it was
   */
  public void readCheckpoint(int lane, InputStream from) throws IOException {
    read(lane, from, this::requireOwn);
  }

  /**
   * Reads a checkpoint whatever parametrization it was trained under: its numbers are taken as they
   * are.
   *
   * @throws IOException if the file does not hold exactly this stack's arrays, in their shapes; the
   *     lane is then as it was
   */
  public void readForeignCheckpoint(int lane, InputStream from) throws IOException {
    read(lane, from, found -> {});
  }

  private void read(int lane, InputStream from, Check check) throws IOException {
    Map<String, NDArray> targets = all();
    Safetensors file = Safetensors.open(from);
    checkShapes(file, targets);
    try (NDManager scratch = manager.newSubManager()) {
      Map<String, NDArray> found = new LinkedHashMap<>();
      for (NDArray array : file.decode(scratch)) {
        found.put(array.getName(), array);
      }
      Optional<NDArray> mark = Optional.ofNullable(found.remove(PARAMETRIZATION));
      check.accept(mark);
      targets.forEach(
          (name, target) ->
              target.set(
                  new NDIndex("{}", lane), found.get(name).toType(target.getDataType(), false)));
    }
  }

  /** Before anything is allocated, for a file may ask for any amount of memory. */
  private static void checkShapes(Safetensors file, Map<String, NDArray> targets)
      throws IOException {
    Map<String, Shape> found = new LinkedHashMap<>(file.shapes());
    Optional<Shape> mark = Optional.ofNullable(found.remove(PARAMETRIZATION));
    if (!found.keySet().equals(targets.keySet())) {
      throw new IOException(
          "Invalid checkpoint: it holds "
              + found.keySet()
              + " (must hold "
              + targets.keySet()
              + ")");
    }
    for (Map.Entry<String, NDArray> target : targets.entrySet()) {
      Shape own = target.getValue().getShape().slice(1);
      Shape read = found.get(target.getKey());
      if (!own.equals(read)) {
        throw new IOException(
            "Invalid checkpoint: %s has shape %s (must be %s)"
                .formatted(target.getKey(), read, own));
      }
    }
    if (mark.filter(shape -> shape.size() > MOST_MARK_BYTES).isPresent()) {
      throw new IOException("Invalid checkpoint: its mark has " + mark.get() + " bytes");
    }
  }

  private Map<String, NDArray> all() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    stack.parameters().forEach((name, array) -> arrays.put(PARAMETER + name, array));
    stack.buffers().forEach((name, array) -> arrays.put(BUFFER + name, array));
    arrays.putAll(optimizer.state());
    return arrays;
  }

  private ParametrizationMark own() {
    return ParametrizationMark.of(stack.plan());
  }

  private void requireOwn(Optional<NDArray> mark) throws ForeignCheckpointException {
    Optional<ParametrizationMark> found =
        mark.map(array -> new String(array.toByteArray(), StandardCharsets.UTF_8))
            .map(ParametrizationMark::parse);
    if (!found.equals(Optional.of(own()))) {
      throw new ForeignCheckpointException(
          "Foreign checkpoint: it was trained under %s, and this is %s"
              .formatted(
                  found.map(ParametrizationMark::text).orElse("an unknown parametrization"),
                  own().text()));
    }
  }

  private static NDList lane(Map<String, NDArray> arrays, int lane, NDManager scratch) {
    NDList list = new NDList();
    for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
      NDArray copy = entry.getValue().get(new NDIndex("{}", lane)).duplicate();
      copy.attach(scratch);
      copy.setName(entry.getKey());
      list.add(copy);
    }
    return list;
  }

  /** What the mark of a checkpoint has to be, if it has one. */
  private interface Check {
    void accept(Optional<NDArray> mark) throws IOException;
  }
}

package org.musweep.mup.export;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.BufferSpec;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.Safetensors;

/**
 * A trained model with every multiplier folded into its weights, so that a plain model of the same
 * layers gives the same outputs.
 *
 * <p>Names and shapes are those of a PyTorch module's state: linear weights {@code [fan_out,
 * fan_in]}, convolutions {@code [out, in, kernel, kernel]}, tables {@code [entries, size]}. Running
 * statistics of batch normalization are corrected for their start, as PyTorch has them.
 */
public final class FoldedModel implements AutoCloseable {

  private static final String SHARE = ".running_share";
  private static final String VARIANCE = ".running_var";
  private static final List<String> STATISTICS = List.of(".running_mean", VARIANCE);

  private final NDManager manager;
  private final Map<String, NDArray> weights;
  private final List<Fold> folds;
  private final double difference;

  private FoldedModel(
      NDManager manager, Map<String, NDArray> weights, List<Fold> folds, double difference) {
    this.manager = manager;
    this.weights = weights;
    this.folds = folds;
    this.difference = difference;
  }

  /**
   * Folds a trained model and compares both on random inputs. The caller closes the result.
   *
   * @param trained as it was trained
   * @param plan the plan that it was trained with
   * @param lane its multipliers
   * @param state its parameters and buffers as safetensors, as a wide run leaves them
   * @throws IOException if the state cannot be read, or is not that of the architecture
   * @throws IllegalStateException if the folded model's outputs differ from the trained model's
   */
  public static FoldedModel of(Architecture trained, ScalingPlan plan, Lane lane, InputStream state)
      throws IOException {
    NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    try {
      Map<String, NDArray> read = read(trained, state, manager);
      List<Fold> folds = Folds.of(trained, plan, lane);
      Map<String, NDArray> folded = folded(trained, read, folds);
      double difference = Comparison.difference(trained, plan, lane, read, folded);
      return new FoldedModel(manager, Collections.unmodifiableMap(folded), folds, difference);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * The shapes in a model's state, by name.
   *
   * @throws IOException if it is no safetensors file
   */
  public static Map<String, List<Integer>> shapes(InputStream state) throws IOException {
    Map<String, List<Integer>> shapes = new LinkedHashMap<>();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      for (NDArray array : Safetensors.open(state).decode(manager)) {
        shapes.put(
            array.getName(),
            Arrays.stream(array.getShape().getShape()).mapToObj(Math::toIntExact).toList());
      }
    }
    return Collections.unmodifiableMap(shapes);
  }

  /** The weights by name, in float32; they are freed with this model. */
  public Map<String, NDArray> weights() {
    return weights;
  }

  /** What was folded into what. */
  public List<Fold> folds() {
    return folds;
  }

  /**
   * The largest difference of an output on random inputs, relative to the largest output: of the
   * weights in float32, computed in float64.
   */
  public double difference() {
    return difference;
  }

  /** Writes the weights as safetensors. */
  public void write(OutputStream to) throws IOException {
    NDList list = new NDList();
    weights.forEach(
        (name, array) -> {
          array.setName(name);
          list.add(array);
        });
    list.encode(to, NDList.Encoding.SAFETENSORS);
  }

  @Override
  public void close() {
    manager.close();
  }

  private static Map<String, NDArray> read(
      Architecture trained, InputStream state, NDManager manager) throws IOException {
    Map<String, NDArray> found = new LinkedHashMap<>();
    for (NDArray array : Safetensors.open(state).decode(manager)) {
      found.put(array.getName(), array.toType(DataType.FLOAT64, false));
    }
    Map<String, List<Integer>> expected = new LinkedHashMap<>();
    for (ParameterSpec spec : trained.parameters()) {
      expected.put(spec.name(), spec.declaration().shape().sizes());
    }
    for (BufferSpec spec : trained.buffers()) {
      expected.put(spec.name(), spec.sizes());
    }
    List<String> problems = new ArrayList<>();
    expected.forEach(
        (name, sizes) -> {
          long[] own = sizes.stream().mapToLong(Integer::longValue).toArray();
          Shape needed = new Shape(own);
          if (!found.containsKey(name)) {
            problems.add("it lacks " + name);
          } else if (!found.get(name).getShape().equals(needed)) {
            problems.add(
                "%s is %s (must be %s)".formatted(name, found.get(name).getShape(), needed));
          }
        });
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> problems.add("the model has no " + name));
    if (!problems.isEmpty()) {
      throw new IOException(
          "Cannot fold a model of another architecture: " + String.join("; ", problems));
    }
    return found;
  }

  private static Map<String, NDArray> folded(
      Architecture trained, Map<String, NDArray> read, List<Fold> folds) {
    Map<String, NDArray> folded = new LinkedHashMap<>();
    trained.parameters().forEach(spec -> folded.put(spec.name(), read.get(spec.name())));
    for (BufferSpec spec : trained.buffers()) {
      statistic(spec.name(), read, folded);
    }
    for (Fold fold : folds) {
      NDArray source = read.get(fold.source()).duplicate();
      if (fold.rows() == 0) {
        source.muli(fold.factor());
      } else {
        NDIndex rows = new NDIndex(":{}", fold.rows());
        source.set(rows, source.get(rows).mul(fold.factor()));
      }
      folded.put(fold.parameter(), source);
    }
    folded.replaceAll((name, array) -> array.toType(DataType.FLOAT32, true));
    return folded;
  }

  /** Running statistics start at 0 here; their share says how much of them has been seen. */
  private static void statistic(
      String name, Map<String, NDArray> read, Map<String, NDArray> folded) {
    for (String ending : STATISTICS) {
      if (name.endsWith(ending)) {
        String prefix = name.substring(0, name.length() - ending.length());
        double share = read.get(prefix + SHARE).toDoubleArray()[0];
        NDArray value = read.get(name);
        boolean unseenVariance = share == 0 && ending.equals(VARIANCE);
        folded.put(name, unseenVariance ? value.add(1) : value.div(share == 0 ? 1 : share));
      }
    }
  }
}

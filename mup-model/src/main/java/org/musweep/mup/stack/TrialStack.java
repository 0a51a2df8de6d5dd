package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.musweep.mup.parametrization.ParameterScaling;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.InfDim;

/**
 * T lanes of one architecture, computed as one model.
 *
 * <p>Every parameter is one array {@code [T, …]} and every operation is batched over lanes, so that
 * a lane's outputs and gradients are those of a model of its own. The arrays belong to the manager
 * given and live as long as it does.
 */
public final class TrialStack {

  /** The site whose factor multiplies attention logits. */
  public static final String ATTENTION_SITE = "attention";

  /** The site whose factor multiplies the readout's input. */
  public static final String READOUT_SITE = "readout";

  /** The site whose factor multiplies what a branch adds to the residual stream. */
  public static final String RESIDUAL_SITE = "residual";

  private final Architecture architecture;
  private final ScalingPlan plan;
  private final List<Lane> lanes;
  private final DataType type;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> buffers = new LinkedHashMap<>();
  private final LaneVector inputMultiplier;
  private final LaneVector attentionMultiplier;
  private final LaneVector outputMultiplier;
  private final LaneVector branchMultiplier;

  private TrialStack(
      Architecture architecture,
      ScalingPlan plan,
      List<Lane> lanes,
      DataType type,
      NDManager manager) {
    this.architecture = architecture;
    this.plan = plan;
    this.lanes = List.copyOf(lanes);
    this.type = type;
    for (ParameterSpec spec : architecture.parameters()) {
      NDArray array = initial(spec, manager);
      array.setRequiresGradient(true);
      parameters.put(spec.name(), array);
    }
    for (BufferSpec spec : architecture.buffers()) {
      Shape own = new Shape(spec.sizes().stream().mapToLong(Integer::longValue).toArray());
      buffers.put(spec.name(), manager.zeros(new Shape(lanes.size()).addAll(own), type));
    }
    inputMultiplier = vector(manager, Lane::inputMultiplier);
    double attention = siteFactor(ATTENTION_SITE) / rootOfBaseHeadSize();
    attentionMultiplier = vector(manager, lane -> lane.attentionMultiplier() * attention);
    double readout = siteFactor(READOUT_SITE);
    outputMultiplier = vector(manager, lane -> lane.outputMultiplier() * readout);
    double residual = siteFactor(RESIDUAL_SITE);
    branchMultiplier = vector(manager, lane -> residual);
  }

  /**
   * A stack with fresh weights.
   *
   * @param plan the scaling plan of this architecture's parameters and sites
   * @param lanes at least one
   * @param type float32 or float64
   * @param manager owns the arrays and says on which device they are
   */
  public static TrialStack create(
      Architecture architecture,
      ScalingPlan plan,
      List<Lane> lanes,
      DataType type,
      NDManager manager) {
    if (lanes.isEmpty()) {
      throw new IllegalArgumentException("Invalid stack: it has no lanes");
    }
    if (type != DataType.FLOAT32 && type != DataType.FLOAT64) {
      throw new IllegalArgumentException(
          "Invalid element type: " + type + " (must be FLOAT32 or FLOAT64)");
    }
    return new TrialStack(architecture, plan, lanes, type, manager);
  }

  /**
   * The logits of a batch, {@code [T, rows, classes]}; see {@link Architecture#logits}. Nothing of
   * the stack changes, and a row's logits do not depend on the other rows.
   */
  public NDArray logits(NDArray inputs, int rows, ActivationRecorder recorder) {
    return architecture.logits(
        ForwardPass.ofEvaluation(this, recorder), seen(inputs, recorder), rows);
  }

  /**
   * The logits of a batch that the weights are trained on: as {@link #logits}, but batch
   * normalization goes by the batch and updates its running statistics.
   */
  public NDArray trainingLogits(NDArray inputs, int rows, ActivationRecorder recorder) {
    return architecture.logits(
        ForwardPass.ofTraining(this, recorder), seen(inputs, recorder), rows);
  }

  /** A recorder sees every lane's input, even where all are the same. */
  private NDArray seen(NDArray inputs, ActivationRecorder recorder) {
    Shape shape = inputs.getShape();
    return recorder == ActivationRecorder.NONE || shape.get(0) == lanes.size()
        ? inputs
        : inputs.broadcast(new Shape(lanes.size()).addAll(shape.slice(1)));
  }

  /** The architecture. */
  public Architecture architecture() {
    return architecture;
  }

  /** The scaling plan. */
  public ScalingPlan plan() {
    return plan;
  }

  /** The lanes, in order. */
  public List<Lane> lanes() {
    return lanes;
  }

  /** The element type. */
  public DataType type() {
    return type;
  }

  /** A parameter {@code [T, …]}. */
  public NDArray parameter(String name) {
    return named("parameter", name, parameters);
  }

  /** A buffer {@code [T, …]}. */
  public NDArray buffer(String name) {
    return named("buffer", name, buffers);
  }

  private static NDArray named(String what, String name, Map<String, NDArray> arrays) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "Unknown %s: %s (must be one of %s)".formatted(what, name, arrays.keySet()));
    }
    return array;
  }

  /** All parameters by name, in the architecture's order. */
  public Map<String, NDArray> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  /** All buffers by name, in the architecture's order. */
  public Map<String, NDArray> buffers() {
    return Collections.unmodifiableMap(buffers);
  }

  /** Sets one lane's values of a parameter, shape {@code […]} without the lane dimension. */
  public void setParameter(String name, int lane, NDArray values) {
    parameter(name).set(new NDIndex("{}", lane), values.toType(type, false));
  }

  LaneVector inputMultiplier() {
    return inputMultiplier;
  }

  LaneVector attentionMultiplier() {
    return attentionMultiplier;
  }

  LaneVector outputMultiplier() {
    return outputMultiplier;
  }

  LaneVector branchMultiplier() {
    return branchMultiplier;
  }

  private double siteFactor(String site) {
    return architecture.multipliers().stream().anyMatch(each -> each.name().equals(site))
        ? plan.multiplier(site)
        : 1;
  }

  /** Attention logits are {@code q·k/√d} at the base head size d. */
  private double rootOfBaseHeadSize() {
    return architecture.multipliers().stream()
        .filter(site -> site.name().equals(ATTENTION_SITE))
        .mapToDouble(site -> Math.sqrt(site.dim().baseSize()))
        .findFirst()
        .orElse(1);
  }

  private LaneVector vector(NDManager manager, ToDoubleFunction<Lane> part) {
    return LaneVector.of(manager, lanes.stream().map(part::applyAsDouble).toList(), type);
  }

  /** Native memory: an array set from a Java buffer would keep that buffer as its storage. */
  private NDArray initial(ParameterSpec spec, NDManager manager) {
    ParameterScaling scaling = plan.scaling(spec.name());
    Shape own =
        new Shape(spec.declaration().shape().dims().stream().mapToLong(InfDim::size).toArray());
    NDArray array = WeightLayout.of(spec, own, lanes, type).zeros(own, manager);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.toIntExact(own.size() * type.getNumOfBytes()))
            .order(ByteOrder.nativeOrder());
    for (int lane = 0; lane < lanes.size(); lane++) {
      bytes.clear();
      for (double value :
          InitialWeights.draw(spec, architecture.blockOf(spec.name()), scaling, lanes.get(lane))) {
        if (type == DataType.FLOAT32) {
          bytes.putFloat((float) value);
        } else {
          bytes.putDouble(value);
        }
      }
      try (NDArray values = manager.create(bytes.flip(), own, type)) {
        array.set(new NDIndex("{}", lane), values);
      }
    }
    return array;
  }
}

package org.musweep.mup.family;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.foreign.ForeignParameter;
import org.musweep.mup.foreign.ForeignShapes;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;

/**
 * A DJL block as an architecture at any width.
 *
 * <p>The block is never trained by DJL: its forward pass asks a store for its parameters, and the
 * store answers with a lane's slices of the stack's. Parameters that its initializers make constant
 * start so; of the others, tables start with a standard deviation of 1 and weights with one of
 * {@code 1/√fan_in} at base width.
 *
 * @param factory makes the block
 * @param baseWidth width at which the rules change nothing
 * @param roles of parameters whose role cannot be told from their shape and layer
 */
public record BlockModel(BlockFactory factory, int baseWidth, Map<String, ParameterRole> roles) {

  /** Copies the roles. */
  public BlockModel {
    roles = Map.copyOf(roles);
  }

  /** A block, and its parameters in an order. */
  private record Described(
      Block block, List<Parameter> handles, List<ForeignParameter> parameters) {}

  /**
   * The architecture of a width.
   *
   * @throws IllegalArgumentException if the block cannot be trained here, or its parameters do not
   *     fit those of other widths
   */
  public Architecture ofWidth(int width, DataShape data, ForeignModel.Input form) {
    Described own = describe(width, data, form);
    List<ForeignParameter> base = describe(baseWidth, data, form).parameters();
    List<ForeignParameter> delta = describe(2 * baseWidth, data, form).parameters();
    int vocabulary = data instanceof DataShape.Tokens tokens ? tokens.vocabulary() : 0;
    return ForeignModel.of(
        "block",
        data,
        form,
        ForeignShapes.declarations(base, delta, own.parameters(), roles),
        base,
        (pass, parameters, inputs) -> outputs(own, pass, parameters, inputs, vocabulary));
  }

  private static NDArray outputs(
      Described own, ForwardPass pass, List<NDArray> parameters, NDArray inputs, int vocabulary) {
    List<NDList> slices = parameters.stream().map(p -> p.split(pass.lanes(), 0)).toList();
    NDList rows = inputs.split(pass.lanes(), 0);
    NDList outputs = new NDList();
    for (int lane = 0; lane < pass.lanes(); lane++) {
      Map<String, NDArray> values = new HashMap<>();
      for (int i = 0; i < slices.size(); i++) {
        values.put(own.handles().get(i).getId(), slices.get(i).get(lane).squeeze(0));
      }
      NDArray x = rows.get(lane).squeeze(0);
      if (vocabulary > 0) {
        x = x.sub(x.getManager().create(new long[] {(long) lane * vocabulary}));
      }
      ParameterStore store = new GivenParameters(inputs.getManager(), values);
      outputs.add(own.block().forward(store, new NDList(x), pass.isTraining()).singletonOrThrow());
    }
    return NDArrays.stack(outputs, 0);
  }

  private Described describe(int width, DataShape data, ForeignModel.Input form) {
    Block block = factory.ofWidth(width);
    List<Parameter> handles = new ArrayList<>();
    List<ForeignParameter> parameters = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Shape row =
          data instanceof DataShape.Images images && form == ForeignModel.Input.IMAGES
              ? new Shape(1, images.channels(), images.height(), images.width())
              : new Shape(1, data.inputsPerRow());
      block.initialize(manager, DataType.FLOAT32, row);
      walk(block, "", handles, parameters);
    }
    return new Described(block, List.copyOf(handles), List.copyOf(parameters));
  }

  private void walk(
      Block block, String prefix, List<Parameter> handles, List<ForeignParameter> parameters) {
    String layer = block.getClass().getSimpleName();
    if (block instanceof Dropout) {
      throw new IllegalArgumentException(
          "Invalid block: %s is dropout, whose chance lanes would share".formatted(prefix));
    }
    for (Pair<String, Parameter> each : block.getDirectParameters()) {
      Parameter parameter = each.getValue();
      String name = prefix + each.getKey();
      if (!parameter.requiresGradient()) {
        throw new IllegalArgumentException(
            "Invalid block: %s of a %s is not trained by gradients; lanes would share it"
                .formatted(name, layer));
      }
      if (handles.contains(parameter)) {
        throw new IllegalArgumentException(
            "Invalid block: %s is another parameter too; tied parameters cannot be swept"
                .formatted(name));
      }
      handles.add(parameter);
      parameters.add(described(name, layer, parameter.getArray()));
    }
    for (Pair<String, Block> child : block.getChildren()) {
      walk(child.getValue(), prefix + child.getKey() + ".", handles, parameters);
    }
  }

  /**
   * DJL draws from one generator for all threads, so random numbers are taken for no more than that
   * they are random.
   */
  private ForeignParameter described(String name, String layer, NDArray values) {
    float[] numbers = values.toFloatArray();
    double[] found = new double[numbers.length];
    Arrays.setAll(found, i -> numbers[i]);
    List<Integer> sizes =
        Arrays.stream(values.getShape().getShape()).mapToInt(Math::toIntExact).boxed().toList();
    ForeignParameter.Start start = ForeignParameter.Start.of(found);
    if (!start.constant() && sizes.size() < 2) {
      throw new IllegalArgumentException(
          "Invalid block: the vector %s of a %s starts at random (must be constant)"
              .formatted(name, layer));
    }
    boolean table =
        layer.toLowerCase(Locale.ROOT).contains("embedding")
            || roles.get(name) == ParameterRole.EMBEDDING;
    double fanIn =
        sizes.stream().skip(1).mapToDouble(Integer::doubleValue).reduce(1, (a, b) -> a * b);
    return new ForeignParameter(
        name,
        layer,
        sizes,
        start.constant()
            ? start
            : new ForeignParameter.Start(table ? 1 : 1 / Math.sqrt(fanIn), false));
  }

  /** Answers with the arrays that it was given. */
  private static final class GivenParameters extends ParameterStore {

    private final Map<String, NDArray> values;

    GivenParameters(NDManager manager, Map<String, NDArray> values) {
      super(manager, false);
      this.values = values;
    }

    /** Blocks ask for the bias that they do not have, too. */
    @Override
    public @Nullable NDArray getValue(
        @Nullable Parameter parameter, Device device, boolean training) {
      return parameter == null ? null : values.get(parameter.getId());
    }
  }
}

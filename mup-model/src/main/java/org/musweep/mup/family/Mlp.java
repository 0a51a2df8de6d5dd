package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.musweep.mup.block.Activation;
import org.musweep.mup.block.StackedLinear;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * A multilayer perceptron: {@code fc_1 … fc_L} with an activation after each, then {@code readout}.
 *
 * <p>Hidden weights start with variance {@code gain²/fan_in}, the readout with {@code 1/fan_in} at
 * base width, biases at 0.
 *
 * @param input images, read as vectors of {@code channels · height · width} features
 * @param hidden width of each hidden layer, at least one
 * @param activation after each hidden layer
 * @param bias whether layers have biases
 * @param zeroReadout whether the readout's weight starts at 0
 */
public record Mlp(
    DataShape.Images input,
    List<InfDim> hidden,
    Activation activation,
    boolean bias,
    boolean zeroReadout)
    implements Architecture {

  /** Copies the widths and checks that there is a hidden layer. */
  public Mlp {
    hidden = List.copyOf(hidden);
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("Invalid MLP: it needs at least one hidden layer");
    }
  }

  /** An MLP of {@code depth} equal hidden layers. */
  public static Mlp ofWidth(
      DataShape.Images input, int width, int baseWidth, int depth, Activation activation) {
    InfDim dim = new InfDim.Infinite(baseWidth, width);
    return new Mlp(input, java.util.Collections.nCopies(depth, dim), activation, true, false);
  }

  @Override
  public String family() {
    return "mlp";
  }

  @Override
  public List<ParameterSpec> parameters() {
    List<ParameterSpec> result = new ArrayList<>();
    for (int layer = 0; layer < hidden.size(); layer++) {
      result.addAll(hiddenLayer(layer).parameters());
    }
    result.addAll(readout().parameters());
    return result;
  }

  /** Hidden layer {@code fc_N} is block N − 1. */
  @Override
  public OptionalInt blockOf(String parameter) {
    return IntStream.range(0, hidden.size())
        .filter(layer -> parameter.startsWith("fc_" + (layer + 1) + "."))
        .findFirst();
  }

  @Override
  public List<MultiplierSite> multipliers() {
    return List.of(new MultiplierSite(TrialStack.READOUT_SITE, SiteKind.READOUT, last()));
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    NDArray x = pass.scaleInput(inputs); // [T, batch, features]
    for (int layer = 0; layer < hidden.size(); layer++) {
      StackedLinear linear = hiddenLayer(layer);
      x = pass.module(linear.name(), x, in -> linear.forward(pass, in)); // [T, batch, width]
      x = activation.apply(pass, x);
    }
    return pass.module("readout", x, in -> readout().readout(pass, in)); // [T, batch, classes]
  }

  private StackedLinear hiddenLayer(int layer) {
    InfDim in =
        layer == 0
            ? new InfDim.Finite(input.channels() * input.height() * input.width())
            : hidden.get(layer - 1);
    ParameterRole role = layer == 0 ? ParameterRole.INPUT_WEIGHT : ParameterRole.HIDDEN_WEIGHT;
    return new StackedLinear(
        "fc_" + (layer + 1),
        role,
        hidden.get(layer),
        in,
        bias,
        StackedLinear.fanIn(in, activation.gain()));
  }

  private StackedLinear readout() {
    return new StackedLinear(
        "readout",
        ParameterRole.READOUT_WEIGHT,
        new InfDim.Finite(input.classes()),
        last(),
        bias,
        zeroReadout ? Initialization.zeros() : StackedLinear.fanIn(last(), 1));
  }

  private InfDim last() {
    return hidden.get(hidden.size() - 1);
  }
}

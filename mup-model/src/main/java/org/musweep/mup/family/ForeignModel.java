package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.foreign.ForeignParameter;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * A model made elsewhere, whose lanes are computed one beside the other.
 *
 * <p>Its initial weights are drawn anew from the lane's seed, in the size that the model's
 * description at base width says: normals where the values differ, and the same constant where they
 * do not. The readout's multiplier is on the readout's weight, and the input multiplier on the
 * input, or on the tables of a model that reads tokens; other places of its forward pass cannot be
 * reached.
 */
public final class ForeignModel implements Architecture {

  /** What a model does with given parameters. */
  public interface Computation {

    /**
     * The outputs of all lanes.
     *
     * <p>Shapes: parameters {@code [T, …]} in the model's order; inputs {@code [T, batch, length]}
     * of tokens as table rows (token + lane · vocabulary), {@code [T, batch, channels, height,
     * width]} of images, or {@code [T, batch, features]} of vectors; the result is {@code [T,
     * batch, …, classes]}.
     */
    NDArray outputs(ForwardPass pass, List<NDArray> parameters, NDArray inputs);
  }

  /** How a model reads an example that is not tokens. */
  public enum Input {
    /** {@code [channels, height, width]}. */
    IMAGES,
    /** All numbers in a row. */
    VECTORS
  }

  private final String family;
  private final DataShape input;
  private final Input form;
  private final List<ParameterSpec> parameters;
  private final Computation computation;

  private ForeignModel(
      String family,
      DataShape input,
      Input form,
      List<ParameterSpec> parameters,
      Computation computation) {
    this.family = family;
    this.input = input;
    this.form = form;
    this.parameters = List.copyOf(parameters);
    this.computation = computation;
  }

  /**
   * A model made elsewhere.
   *
   * @param declarations of its parameters
   * @param base the parameters of the model at base width, which say how they start
   */
  public static ForeignModel of(
      String family,
      DataShape input,
      Input form,
      List<ParameterDeclaration> declarations,
      List<ForeignParameter> base,
      Computation computation) {
    Map<String, ForeignParameter> byName =
        base.stream().collect(Collectors.toMap(ForeignParameter::name, Function.identity()));
    List<ParameterSpec> specs = new ArrayList<>();
    for (ParameterDeclaration declaration : declarations) {
      ForeignParameter.Start start = byName.get(declaration.name()).start();
      specs.add(
          new ParameterSpec(
              declaration,
              start.constant()
                  ? new Initialization.Constant(start.magnitude())
                  : new Initialization.Normal(start.magnitude())));
    }
    return new ForeignModel(family, input, form, specs, computation);
  }

  @Override
  public String family() {
    return family;
  }

  @Override
  public DataShape input() {
    return input;
  }

  @Override
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /** Which of its parameters make a block is not known. */
  @Override
  public OptionalInt blockOf(String parameter) {
    return OptionalInt.empty();
  }

  @Override
  public List<MultiplierSite> multipliers() {
    return parameters.stream()
        .map(ParameterSpec::declaration)
        .filter(parameter -> parameter.role() == ParameterRole.READOUT_WEIGHT)
        .limit(1)
        .map(
            readout ->
                new MultiplierSite(
                    TrialStack.READOUT_SITE, SiteKind.READOUT, readout.shape().fanIn()))
        .toList();
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    return pass.module("readout", inputs, in -> outputs(pass, in, rows));
  }

  private NDArray outputs(ForwardPass pass, NDArray inputs, int rows) {
    List<NDArray> values = parameters.stream().map(spec -> value(pass, spec)).toList();
    NDArray outputs = computation.outputs(pass, values, shaped(pass, inputs, rows));
    long targets = (long) rows * input.targetsPerRow();
    Shape logits = new Shape(pass.lanes(), targets, input.targetClasses());
    Shape found = outputs.getShape();
    if (found.size() != logits.size()
        || found.dimension() < 3
        || found.get(found.dimension() - 1) != input.targetClasses()) {
      throw new IllegalArgumentException(
          "Invalid model: for %d examples its output is %s (must be %s)"
              .formatted(
                  rows,
                  found.slice(1),
                  input instanceof DataShape.Tokens tokens
                      ? new Shape(rows, tokens.sequenceLength(), tokens.vocabulary())
                      : new Shape(rows, input.targetClasses())));
    }
    return outputs.reshape(logits);
  }

  /** All lanes' inputs, although there may be one for all. */
  private NDArray shaped(ForwardPass pass, NDArray inputs, int rows) {
    Shape row =
        input instanceof DataShape.Images images && form == Input.IMAGES
            ? new Shape(images.channels(), images.height(), images.width())
            : new Shape(input.inputsPerRow());
    NDArray scaled = input instanceof DataShape.Tokens ? inputs : pass.scaleInput(inputs);
    NDArray shaped = scaled.reshape(new Shape(scaled.getShape().get(0), rows).addAll(row));
    return scaled.getShape().get(0) == pass.lanes()
        ? shaped
        : shaped.broadcast(new Shape(pass.lanes(), rows).addAll(row));
  }

  private NDArray value(ForwardPass pass, ParameterSpec spec) {
    NDArray value = pass.parameter(spec.name());
    return switch (spec.declaration().role()) {
      case READOUT_WEIGHT -> pass.scaleReadout(value);
      case EMBEDDING -> input instanceof DataShape.Tokens ? pass.scaleInput(value) : value;
      case INPUT_WEIGHT, HIDDEN_WEIGHT, BIAS, GAIN -> value;
    };
  }
}

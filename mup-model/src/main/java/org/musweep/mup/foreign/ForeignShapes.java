package org.musweep.mup.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;

/**
 * Finds what a model's parameters are to a rule set, by comparing it at several widths.
 *
 * <p>A dimension is a width if it differs between the base model and another one. The role follows
 * from which dimensions are widths and from the class of the layer, unless it is given.
 */
public final class ForeignShapes {

  private ForeignShapes() {}

  /**
   * The declarations of a model's parameters, in its order.
   *
   * @param base parameters of the model at base width
   * @param delta of the same model at another width
   * @param own of the model in question
   * @param roles those that are given, by parameter
   * @throws IllegalArgumentException if names, ranks or finite dimensions differ, a role is
   *     impossible or cannot be told, or a role is given to a parameter that is not there
   */
  public static List<ParameterDeclaration> declarations(
      List<ForeignParameter> base,
      List<ForeignParameter> delta,
      List<ForeignParameter> own,
      Map<String, ParameterRole> roles) {
    BaseShapes shapes = BaseShapes.of(sizes(base), sizes(delta));
    Map<String, InfShape> found = shapes.apply(sizes(own));
    for (String name : roles.keySet()) {
      if (!found.containsKey(name)) {
        throw new IllegalArgumentException(
            "Unknown parameter '%s' in roles (must be one of %s)"
                .formatted(name, String.join(", ", found.keySet())));
      }
    }
    List<ParameterDeclaration> declarations = new ArrayList<>();
    for (ForeignParameter parameter : own) {
      InfShape shape = found.get(parameter.name());
      ParameterRole role = roles.get(parameter.name());
      declarations.add(
          new ParameterDeclaration(
              parameter.name(), role == null ? role(parameter, shape) : role, shape));
    }
    requireOneReadoutWidth(declarations);
    return List.copyOf(declarations);
  }

  private static List<ParameterSizes> sizes(List<ForeignParameter> model) {
    return model.stream().map(ForeignParameter::shape).toList();
  }

  private static ParameterRole role(ForeignParameter parameter, InfShape shape) {
    String layer = parameter.layer().toLowerCase(Locale.ROOT);
    if (shape.rank() < 2) {
      boolean gain =
          (layer.endsWith("norm") && !parameter.name().endsWith("bias"))
              || (parameter.start().constant() && parameter.start().magnitude() == 1);
      return gain ? ParameterRole.GAIN : ParameterRole.BIAS;
    }
    if (layer.contains("embedding")) {
      return ParameterRole.EMBEDDING;
    }
    if (layer.contains("transpose")) {
      throw unknown(parameter, shape, "its layer keeps fan-in before fan-out");
    }
    if (shape.fanIn().isInfinite() && !shape.fanOut().isInfinite()) {
      if (!layer.endsWith("linear")) {
        throw unknown(parameter, shape, "it may be a readout or a table of embeddings");
      }
      return ParameterRole.READOUT_WEIGHT;
    }
    return shape.fanOut().isInfinite() && !shape.fanIn().isInfinite()
        ? ParameterRole.INPUT_WEIGHT
        : ParameterRole.HIDDEN_WEIGHT;
  }

  private static IllegalArgumentException unknown(
      ForeignParameter parameter, InfShape shape, String why) {
    return new IllegalArgumentException(
        "Cannot tell the role of %s %s in a %s: %s; name it in model.roles"
            .formatted(parameter.name(), shape.text(), parameter.layer(), why));
  }

  private static void requireOneReadoutWidth(List<ParameterDeclaration> declarations) {
    List<ParameterDeclaration> readouts =
        declarations.stream()
            .filter(parameter -> parameter.role() == ParameterRole.READOUT_WEIGHT)
            .toList();
    if (readouts.stream().map(readout -> readout.shape().fanIn()).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "Cannot scale the readouts %s: their fan-ins are different widths"
              .formatted(readouts.stream().map(ParameterDeclaration::name).toList()));
    }
  }
}

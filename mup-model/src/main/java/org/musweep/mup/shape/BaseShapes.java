package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Which dimensions of a model's parameters are widths, and their base sizes.
 *
 * <p>Found by comparing a base model with a delta model that differs from it in every width or by a
 * {@link WidthBasis}, or read from a {@link BaseShapeFile}; then applied to models of any width.
 * Everything that does not fit is reported together, by parameter name.
 *
 * @param parameters one per parameter, in the base model's order
 */
public record BaseShapes(List<BaseShape> parameters) {

  /** Copies the parameters; refuses a name that stands twice, and weights under weight norm. */
  public BaseShapes {
    parameters = List.copyOf(parameters);
    List<String> names = parameters.stream().map(BaseShape::name).toList();
    NameMatch.requireDistinct("the base shapes", names);
    refuse("Cannot find widths", WeightNormalization.problems(names));
  }

  /**
   * Compares two models: a dimension is a width if its size differs.
   *
   * @param base the base model
   * @param delta the same model with every width changed and nothing else
   * @throws IllegalArgumentException if names or ranks differ
   */
  public static BaseShapes of(List<ParameterSizes> base, List<ParameterSizes> delta) {
    NameMatch match = NameMatch.of("the base model", names(base), "the delta model", names(delta));
    List<String> problems = new ArrayList<>(match.problems());
    List<BaseShape> shapes = new ArrayList<>();
    for (NameMatch.Pair pair : match.pairs()) {
      ParameterSizes parameter = base.get(pair.left());
      shapes.add(compare(parameter, delta.get(pair.right()).sizes(), problems));
    }
    refuse("Cannot compare base and delta model", problems);
    return new BaseShapes(shapes);
  }

  /**
   * Takes a base model alone, as microsoft/mup does without a delta model: a dimension will be a
   * width in a model where its size differs, and finite where it does not.
   *
   * <p>At base width nothing is a width then, and a changed vocabulary looks like one, which only
   * the parameters' roles can tell: prefer {@link #of(List, List)}.
   */
  public static BaseShapes withoutDelta(List<ParameterSizes> base) {
    return each(base, BaseDim.WidthIfChanged::new);
  }

  /** No widths at all: every model must have exactly these sizes, and no factor is other than 1. */
  public static BaseShapes withoutWidths(List<ParameterSizes> model) {
    return each(model, BaseDim.Fixed::new);
  }

  /**
   * The shapes of a model's parameters, by name and in the model's order.
   *
   * <p>A prefix {@code module.} on all names of one side only, which PyTorch's wrappers for
   * parallel training add, is ignored.
   *
   * @throws IllegalArgumentException if names or ranks differ, or a finite dimension of known size
   *     has another one; the message names all of them
   */
  public Map<String, InfShape> apply(List<ParameterSizes> model) {
    NameMatch match =
        NameMatch.of(
            "the model",
            names(model),
            "the base shapes",
            parameters.stream().map(BaseShape::name).toList());
    List<String> problems = new ArrayList<>(match.problems());
    Map<String, InfShape> shapes = new LinkedHashMap<>();
    for (NameMatch.Pair pair : match.pairs()) {
      ParameterSizes parameter = model.get(pair.left());
      shapes.put(parameter.name(), parameters.get(pair.right()).at(parameter.sizes(), problems));
    }
    refuse("Cannot apply base shapes", problems);
    return Collections.unmodifiableMap(shapes);
  }

  private static BaseShapes each(List<ParameterSizes> model, IntFunction<BaseDim> dim) {
    return new BaseShapes(
        model.stream()
            .map(p -> new BaseShape(p.name(), p.sizes().stream().map(dim::apply).toList()))
            .toList());
  }

  private static BaseShape compare(
      ParameterSizes base, List<Integer> delta, List<String> problems) {
    List<Integer> sizes = base.sizes();
    List<BaseDim> dims = new ArrayList<>();
    if (sizes.size() != delta.size()) {
      problems.add(
          base.name()
              + " has rank "
              + sizes.size()
              + " in the base model and rank "
              + delta.size()
              + " in the delta model");
    } else {
      for (int i = 0; i < sizes.size(); i++) {
        int size = sizes.get(i);
        dims.add(size == delta.get(i) ? new BaseDim.Fixed(size) : new BaseDim.Width(size));
      }
    }
    return new BaseShape(base.name(), dims);
  }

  private static List<String> names(List<ParameterSizes> model) {
    return model.stream().map(ParameterSizes::name).toList();
  }

  private static void refuse(String what, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(what + ": " + String.join("; ", problems));
    }
  }
}

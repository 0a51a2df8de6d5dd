package org.musweep.mup.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;

/**
 * A model of the reference files as this project declares it.
 *
 * @param parameters in the file's order
 * @param readouts the readout layers' multiplier sites
 */
public record ReferenceModel(List<ParameterDeclaration> parameters, List<MultiplierSite> readouts) {

  /** Copies the lists. */
  public ReferenceModel {
    parameters = List.copyOf(parameters);
    readouts = List.copyOf(readouts);
  }

  /**
   * The model behind a {@code params} array.
   *
   * @param bases the base shapes to apply
   * @param params objects with {@code name} and {@code shape}
   */
  public static ReferenceModel of(BaseShapes bases, JsonNode params) {
    Map<String, InfShape> shapes = bases.apply(sizes(params));
    List<ParameterDeclaration> parameters = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> parameters.add(new ParameterDeclaration(name, role(name, shape), shape)));
    InfShape readout = shapes.getOrDefault("readout.weight", shapes.get("tok_emb.weight"));
    return new ReferenceModel(
        parameters, List.of(new MultiplierSite("readout", SiteKind.READOUT, readout.fanIn())));
  }

  /** The model behind an object with {@code bsh_text} and {@code params}. */
  public static ReferenceModel of(JsonNode fixture) {
    BaseShapes bases = BaseShapeFile.parse("bsh_text", fixture.path("bsh_text").asText());
    return of(bases, fixture.path("params"));
  }

  /** Names and sizes of a {@code params} array. */
  public static List<ParameterSizes> sizes(JsonNode params) {
    return stream(params)
        .map(
            param ->
                new ParameterSizes(
                    param.path("name").asText(),
                    stream(param.path("shape")).map(JsonNode::asInt).toList()))
        .toList();
  }

  /** A parameter by name. */
  public ParameterDeclaration parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private static ParameterRole role(String name, InfShape shape) {
    if (name.endsWith(".bias")) {
      return ParameterRole.BIAS;
    }
    if (name.endsWith("_emb.weight")) {
      return ParameterRole.EMBEDDING;
    }
    if (shape.rank() < 2) {
      return ParameterRole.GAIN;
    }
    if ("readout.weight".equals(name)) {
      return ParameterRole.READOUT_WEIGHT;
    }
    return shape.fanIn().isInfinite() ? ParameterRole.HIDDEN_WEIGHT : ParameterRole.INPUT_WEIGHT;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}

package org.musweep.mup.family;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.ParameterRole;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.shape.ParameterSizes;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.BufferSpec;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Initialization;
import org.musweep.mup.stack.ParameterSpec;

/**
 * An architecture whose widths and base sizes are those of given base shapes, in place of what it
 * declares itself.
 *
 * <p>It computes the same; only what follows from base sizes changes: scaling factors, the standard
 * deviations at base width of weights that are initialized by their fan-in, and the widths that the
 * readout's and the attention's factors depend on.
 */
public final class Rebased implements Architecture {

  /** The weight whose fan-in is heads times head size, in every block of a Transformer. */
  private static final String AFTER_HEADS = ".attn.out.weight";

  private final Architecture architecture;
  private final Map<String, InfShape> shapes;
  private final List<ParameterSpec> parameters;
  private final List<MultiplierSite> sites;

  private Rebased(Architecture architecture, Map<String, InfShape> shapes) {
    this.architecture = architecture;
    this.shapes = shapes;
    this.parameters = architecture.parameters().stream().map(this::rebased).toList();
    this.sites = architecture.multipliers().stream().map(this::rebased).toList();
  }

  /**
   * An architecture on other base shapes.
   *
   * @throws IllegalArgumentException if the base shapes are not those of this architecture's
   *     parameters, or take something for a width that cannot be one; the message names all
   *     parameters, or the first, that are at fault
   */
  public static Architecture of(Architecture architecture, BaseShapes base) {
    return new Rebased(architecture, base.apply(sizes(architecture)));
  }

  /** An architecture as it declares itself. */
  public static Architecture unwrapped(Architecture architecture) {
    return architecture instanceof Rebased rebased ? rebased.architecture : architecture;
  }

  /** The sizes of an architecture's parameters, to find or apply base shapes with. */
  public static List<ParameterSizes> sizes(Architecture architecture) {
    return architecture.parameters().stream()
        .map(ParameterSpec::declaration)
        .map(parameter -> new ParameterSizes(parameter.name(), parameter.shape().sizes()))
        .toList();
  }

  @Override
  public String family() {
    return architecture.family();
  }

  @Override
  public DataShape input() {
    return architecture.input();
  }

  @Override
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  @Override
  public List<BufferSpec> buffers() {
    return architecture.buffers();
  }

  @Override
  public OptionalInt blockOf(String parameter) {
    return architecture.blockOf(parameter);
  }

  @Override
  public List<MultiplierSite> multipliers() {
    return sites;
  }

  @Override
  public long multiplyAdds() {
    return architecture.multiplyAdds();
  }

  @Override
  public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
    return architecture.logits(pass, inputs, rows);
  }

  private ParameterSpec rebased(ParameterSpec spec) {
    ParameterDeclaration own = spec.declaration();
    InfShape shape = shapes.get(own.name());
    return new ParameterSpec(
        new ParameterDeclaration(own.name(), own.role(), shape, own.place()),
        rebased(spec.initialization(), own, shape));
  }

  /** A weight's base standard deviation falls with the root of its fan-in in the base model. */
  private static Initialization rebased(
      Initialization initialization, ParameterDeclaration own, InfShape shape) {
    boolean byFanIn =
        switch (own.role()) {
          case INPUT_WEIGHT, HIDDEN_WEIGHT, READOUT_WEIGHT -> true;
          case EMBEDDING, BIAS, GAIN -> false;
        };
    if (!byFanIn) {
      return initialization;
    }
    double factor = Math.sqrt((double) own.shape().fanIn().baseSize() / shape.fanIn().baseSize());
    if (initialization instanceof Initialization.Normal normal) {
      return new Initialization.Normal(factor * normal.baseStd());
    }
    if (initialization instanceof Initialization.NormalAfterZeroRows partial) {
      return new Initialization.NormalAfterZeroRows(factor * partial.baseStd(), partial.zeroRows());
    }
    return initialization;
  }

  private MultiplierSite rebased(MultiplierSite site) {
    return switch (site.kind()) {
      case ATTENTION -> new MultiplierSite(site.name(), site.kind(), headSize(site.dim()));
      case READOUT -> new MultiplierSite(site.name(), site.kind(), readoutFanIn(site.dim()));
      case RESIDUAL -> site;
    };
  }

  private InfDim readoutFanIn(InfDim own) {
    Optional<ParameterSpec> readout = first(ParameterRole.READOUT_WEIGHT);
    Optional<ParameterSpec> table = first(ParameterRole.EMBEDDING); // of a tied readout
    return readout.or(() -> table).map(spec -> shape(spec).fanIn()).orElse(own);
  }

  private Optional<ParameterSpec> first(ParameterRole role) {
    return architecture.parameters().stream()
        .filter(spec -> spec.declaration().role() == role)
        .findFirst();
  }

  /** A head's size is a width if the number of heads is fixed and their outputs are a width. */
  private InfDim headSize(InfDim own) {
    Map<String, InfDim> found = new LinkedHashMap<>();
    for (ParameterSpec spec : architecture.parameters()) {
      if (spec.name().endsWith(AFTER_HEADS)) {
        InfDim mixed = shape(spec).fanIn();
        boolean grows = own.isInfinite() && mixed.isInfinite();
        found.put(spec.name(), grows ? headSize(own, mixed, spec.name()) : fixed(own));
      }
    }
    List<InfDim> distinct = new ArrayList<>(new LinkedHashSet<>(found.values()));
    if (distinct.size() > 1) {
      throw new IllegalArgumentException(
          "Cannot apply base shapes: the head size is not the same in all blocks: " + found);
    }
    return distinct.isEmpty() ? own : distinct.get(0);
  }

  private static InfDim headSize(InfDim own, InfDim mixed, String name) {
    int heads = mixed.size() / own.size();
    if (mixed.baseSize() % heads != 0) {
      throw new IllegalArgumentException(
          "Cannot apply base shapes: the base size %d of dimension 1 of %s is no multiple of the %d heads"
              .formatted(mixed.baseSize(), name, heads));
    }
    return InfDim.infinite(mixed.baseSize() / heads, own.size());
  }

  private static InfDim fixed(InfDim own) {
    return InfDim.finite(own.size());
  }

  private InfShape shape(ParameterSpec spec) {
    return shapes.get(spec.name());
  }
}

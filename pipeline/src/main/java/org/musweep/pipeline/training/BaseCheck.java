package org.musweep.pipeline.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.musweep.mup.data.DataShape;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.ModelSpec;
import org.musweep.pipeline.sweep.SweepSpec;

/** Tries a sweep's base shapes on every model that the sweep will make, before one is trained. */
public final class BaseCheck {

  /** No number of tokens is known before the data is read, and none is a width. */
  private static final int UNKNOWN_VOCABULARY = 1;

  private BaseCheck() {}

  /**
   * Why the base shapes do not fit the sweep's models; empty if they do, as far as that can be told
   * without the data.
   */
  public static Optional<String> problem(SweepSpec spec) {
    return problem(spec, shape(spec.data()));
  }

  /** Why the base shapes do not fit the sweep's models on data of a shape; empty if they do. */
  public static Optional<String> problem(SweepSpec spec, DataShape data) {
    StackFactory factory = new StackFactory(spec, data);
    try {
      for (int width : widths(spec)) {
        factory.plan(spec.parametrization().ruleSet(), width, spec.model().depth());
      }
      factory.plan(
          spec.parametrization().ruleSet(),
          spec.transfer().width(),
          spec.transfer().depth(spec.model()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The key of the sweep file that says where the base is. */
  public static String key(SweepSpec spec) {
    if (spec.model() instanceof ModelSpec.TorchScript) {
      return "model.modules";
    }
    return spec.model() instanceof ModelSpec.Block
        ? "model.class"
        : spec.parametrization().base().key();
  }

  private static List<Integer> widths(SweepSpec spec) {
    return Stream.of(
            Stream.of(spec.model().width(), spec.transfer().width()),
            spec.transfer().checkWidths().stream(),
            spec.coordCheck().widths().stream())
        .flatMap(widths -> widths)
        .distinct()
        .sorted()
        .toList();
  }

  private static DataShape shape(DataSpec data) {
    return data instanceof DataSpec.Images images
        ? new DataShape.Images(images.channels(), images.height(), images.width(), images.classes())
        : new DataShape.Tokens(UNKNOWN_VOCABULARY, ((DataSpec.TokenSource) data).sequenceLength());
  }
}

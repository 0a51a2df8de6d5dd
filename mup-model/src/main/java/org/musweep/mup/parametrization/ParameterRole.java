package org.musweep.mup.parametrization;

import java.util.Locale;
import java.util.Optional;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.shape.InfShape;

/** What a parameter does in its model, and which shapes make sense for that. */
public enum ParameterRole {
  /** A table of token or position vectors, {@code [entries, size]}; also when tied to a readout. */
  EMBEDDING {
    @Override
    Optional<String> problem(InfShape shape) {
      if (shape.rank() != 2) {
        return Optional.of("an embedding has the dimensions [entries, size]");
      }
      return widthWhereFinite(
          shape.dims().get(0), "entries (the vocabulary or the number of positions)");
    }
  },

  /** A weight that reads the model's input, {@code [fan_out, fan_in]} with a finite fan-in. */
  INPUT_WEIGHT {
    @Override
    Optional<String> problem(InfShape shape) {
      return kernelProblem(shape).or(() -> widthWhereFinite(shape.fanIn(), "fan-in (the input)"));
    }
  },

  /** A weight inside the model. */
  HIDDEN_WEIGHT {
    @Override
    Optional<String> problem(InfShape shape) {
      return kernelProblem(shape)
          .or(
              () ->
                  shape.fanIn().isInfinite() && !shape.fanOut().isInfinite()
                      ? Optional.of(
                          "it maps a width to a finite dimension, which only a readout weight does")
                      : Optional.empty());
    }
  },

  /** The weight that yields the model's output, {@code [fan_out, fan_in]}, finite fan-out. */
  READOUT_WEIGHT {
    @Override
    Optional<String> problem(InfShape shape) {
      return kernelProblem(shape)
          .or(() -> widthWhereFinite(shape.fanOut(), "fan-out (classes or the vocabulary)"));
    }
  },

  /** An added vector: biases of layers and of normalizations. */
  BIAS {
    @Override
    Optional<String> problem(InfShape shape) {
      return vectorProblem(shape);
    }
  },

  /** A vector that multiplies: gains of normalizations. */
  GAIN {
    @Override
    Optional<String> problem(InfShape shape) {
      return vectorProblem(shape);
    }
  };

  /** The name in tables and sweep files: {@code hidden-weight}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Why a parameter of this role cannot have the shape; empty if it can. */
  abstract Optional<String> problem(InfShape shape);

  private static Optional<String> widthWhereFinite(InfDim dim, String what) {
    return dim.isInfinite()
        ? Optional.of(
            "its "
                + what
                + " was taken for a width: base "
                + dim.baseSize()
                + ", here "
                + dim.size())
        : Optional.empty();
  }

  private static Optional<String> kernelProblem(InfShape shape) {
    if (shape.rank() < 2) {
      return Optional.of("a weight has at least the dimensions [fan_out, fan_in]");
    }
    return shape.dims().stream().skip(2).anyMatch(InfDim::isInfinite)
        ? Optional.of("only its first two dimensions can be widths")
        : Optional.empty();
  }

  private static Optional<String> vectorProblem(InfShape shape) {
    return shape.infiniteCount() > 1
        ? Optional.of("a bias or gain has at most one width")
        : Optional.empty();
  }
}

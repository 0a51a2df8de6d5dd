package org.musweep.pipeline.sweep;

import org.musweep.mup.shape.BaseDim;
import org.musweep.mup.shape.BaseShapes;

/** From where a model's growth is counted: which dimensions are widths, and their base sizes. */
public sealed interface BaseSpec {

  /** The width of the base model, for people: of a base shape file, the first width in it. */
  int width(ModelSpec model);

  /** The key of the sweep file that says so. */
  String key();

  /** The family's own widths, in the model of {@code model.base-width}. */
  record Width() implements BaseSpec {
    @Override
    public int width(ModelSpec model) {
      return model.baseWidth();
    }

    @Override
    public String key() {
      return "model.base-width";
    }
  }

  /**
   * Two models: what differs between them is a width, and the first has the base sizes.
   *
   * @param base the base model
   * @param delta the same model with every width changed and nothing else
   */
  record Models(ModelSpec base, ModelSpec delta) implements BaseSpec {
    @Override
    public int width(ModelSpec model) {
      return base.width();
    }

    @Override
    public String key() {
      return "model.base";
    }
  }

  /**
   * The content of a base shape file.
   *
   * @param shapes what is a width, and its base size, by parameter
   */
  record Shapes(BaseShapes shapes) implements BaseSpec {
    @Override
    public int width(ModelSpec model) {
      return shapes.parameters().stream()
          .flatMap(shape -> shape.dims().stream())
          .filter(BaseDim.Width.class::isInstance)
          .mapToInt(dim -> ((BaseDim.Width) dim).baseSize())
          .findFirst()
          .orElse(model.width());
    }

    @Override
    public String key() {
      return "model.base-shapes";
    }
  }

  /**
   * Every dimension of the model of {@code model.base-width} that is divisible by a rare factor.
   *
   * @param factor at least 2
   */
  record Basis(int factor) implements BaseSpec {
    /** Checks the factor. */
    public Basis {
      Bounds.atLeast("width basis", factor, 2);
    }

    @Override
    public int width(ModelSpec model) {
      return model.baseWidth();
    }

    @Override
    public String key() {
      return "model.width-basis";
    }
  }
}

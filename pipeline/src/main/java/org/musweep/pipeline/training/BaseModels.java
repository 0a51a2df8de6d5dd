package org.musweep.pipeline.training;

import java.util.List;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.family.Rebased;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.shape.ParameterSizes;
import org.musweep.mup.shape.WidthBasis;
import org.musweep.mup.stack.Architecture;
import org.musweep.pipeline.sweep.BaseSpec;
import org.musweep.pipeline.sweep.ModelSpec;
import org.musweep.pipeline.sweep.SweepSpec;

/** Counts a model's growth from the base that the sweep file names. */
final class BaseModels {

  private final SweepSpec spec;
  private final DataShape data;
  private final int depth;

  BaseModels(SweepSpec spec, DataShape data, int depth) {
    this.spec = spec;
    this.data = data;
    this.depth = depth;
  }

  /**
   * An architecture on the sweep's base shapes.
   *
   * @throws IllegalArgumentException if they do not fit it, with the parameters at fault
   */
  Architecture based(Architecture own) {
    BaseSpec base = spec.parametrization().base();
    if (base instanceof BaseSpec.Shapes file) {
      return Rebased.of(own, file.shapes());
    }
    if (base instanceof BaseSpec.Models models) {
      return Rebased.of(own, BaseShapes.of(sizes(models.base()), sizes(models.delta())));
    }
    if (base instanceof BaseSpec.Basis basis) {
      return Rebased.of(own, new WidthBasis(basis.factor()).baseShapes(atBaseWidth()));
    }
    return own;
  }

  private List<ParameterSizes> atBaseWidth() {
    return Rebased.sizes(
        ArchitectureFactory.of(
            spec.model(), data, spec.model().baseWidth(), depth, spec.parametrization().depth()));
  }

  /** A depth that differs from the sweep's stays, to be refused by the names of its layers. */
  private List<ParameterSizes> sizes(ModelSpec model) {
    int ownDepth = model.depth() == spec.model().depth() ? depth : model.depth();
    return Rebased.sizes(
        ArchitectureFactory.of(
            model, data, model.width(), ownDepth, spec.parametrization().depth()));
  }
}

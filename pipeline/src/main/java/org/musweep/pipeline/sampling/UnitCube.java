package org.musweep.pipeline.sampling;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;

/**
 * A search space as a cube in which every hyperparameter has a coordinate: one that is not there
 * stands in the middle, so that it does not tell points apart.
 */
final class UnitCube {

  private static final double MIDDLE = 0.5;

  private final SearchSpace space;
  private final List<Axis> axes;
  private final boolean plain;

  UnitCube(SearchSpace space) {
    this.space = space;
    axes = space.hyperparameters().stream().map(one -> Axis.of(one.distribution())).toList();
    plain = space.conditions().isEmpty();
  }

  List<Axis> axes() {
    return axes;
  }

  /** Where a configuration stands; empty if it is not one of this space. */
  Optional<double[]> point(Configuration configuration) {
    double[] point = new double[axes.size()];
    for (int d = 0; d < point.length; d++) {
      Hyperparameter hyperparameter = space.hyperparameters().get(d);
      if (!plain && !space.isActive(hyperparameter.name(), configuration)) {
        point[d] = MIDDLE;
        continue;
      }
      Optional<SettingValue> value =
          configuration
              .value(hyperparameter.name())
              .filter(hyperparameter.distribution()::contains);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      point[d] = hyperparameter.distribution().unit(value.get());
    }
    return Optional.of(point);
  }

  /** The configuration at a point. */
  Configuration configuration(double[] point) {
    return space.configurationAt(DoubleStream.of(point).map(Coordinates::rounded).boxed().toList());
  }

  /** The point at which the process sees a point: in the middle of its cells. */
  double[] canonical(double[] point) {
    double[] canonical = point.clone();
    for (int d = 0; d < canonical.length; d++) {
      int count = cells(axes.get(d));
      if (count > 0) {
        canonical[d] = Axis.middle(Axis.cell(point[d], count), count);
      }
    }
    if (!plain) {
      Configuration there = space.configurationAt(DoubleStream.of(canonical).boxed().toList());
      for (int d = 0; d < canonical.length; d++) {
        if (!space.isActive(space.hyperparameters().get(d).name(), there)) {
          canonical[d] = MIDDLE;
        }
      }
    }
    return canonical;
  }

  /** How far a point breaks the constraints. */
  double violation(double[] point) {
    return space.constraints().isEmpty() ? 0 : space.violation(configuration(point));
  }

  /** The number of values of an axis; 0 if it is continuous. */
  static int cells(Axis axis) {
    if (axis instanceof Axis.Categories categories) {
      return categories.count();
    }
    return axis instanceof Axis.Cells cells ? cells.count() : 0;
  }
}

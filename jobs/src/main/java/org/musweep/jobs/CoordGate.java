package org.musweep.jobs;

import org.musweep.mup.coordcheck.CoordLimits;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.sweep.HyperparameterName;
import org.musweep.pipeline.sweep.SweepSpec;

/** Which learning rates of a coordinate check are judged. */
final class CoordGate {

  private CoordGate() {}

  /**
   * Rates up to the middle of the searched range, in log scale, are judged; larger ones are shown
   * without a verdict, since steps become chaotic there. Without a searched range all are judged.
   */
  static CoordLimits limits(SweepSpec spec) {
    return spec.search().space().hyperparameters().stream()
        .filter(each -> each.name().equals(HyperparameterName.LEARNING_RATE.key()))
        .filter(each -> each.distribution() instanceof LogUniform)
        .map(each -> (LogUniform) each.distribution())
        .findFirst()
        .map(range -> CoordLimits.upTo(Math.sqrt(range.low() * range.high())))
        .orElseGet(CoordLimits::forEveryLearningRate);
  }
}

package org.musweep.jobs;

import java.util.List;
import org.musweep.mup.coordcheck.CoordLimits;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.mup.coordcheck.DepthRecords;
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

  /** The records of the trials' depth. */
  static List<CoordRecord> overWidth(SweepSpec spec, List<CoordRecord> records) {
    return records.stream()
        .filter(record -> record.depth() == spec.model().depth())
        .filter(record -> spec.coordCheck().widths().contains(record.width()))
        .toList();
  }

  /** Those of the trials' width, with depths in place of widths. */
  static List<CoordRecord> overDepth(SweepSpec spec, List<CoordRecord> records) {
    return DepthRecords.of(
        records.stream()
            .filter(record -> record.width() == spec.model().width())
            .filter(record -> spec.coordCheck().depths().contains(record.depth()))
            .toList());
  }
}

package org.musweep.jobs;

import org.musweep.mup.data.Dataset;
import org.musweep.pipeline.sweep.BaseSpec;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepFile;
import org.musweep.pipeline.training.BaseCheck;

/** Whether the width basis divides a vocabulary, which is known only once the data is read. */
final class BasisOnData {

  private BasisOnData() {}

  /**
   * Checks a sweep whose widths are found by a basis; others need no data for that.
   *
   * @throws SpecException if a size that follows from the data would be taken for a width
   */
  static void check(SweepFile file, RunContext context) {
    BaseSpec base = file.spec().parametrization().base();
    if (!(base instanceof BaseSpec.Basis)) {
      return;
    }
    try (Dataset dataset = context.openData()) {
      BaseCheck.problem(file.spec(), dataset.shape())
          .ifPresent(
              problem -> {
                throw file.problem(base.key(), problem);
              });
    }
  }
}

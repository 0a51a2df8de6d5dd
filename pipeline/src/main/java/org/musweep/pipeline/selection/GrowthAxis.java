package org.musweep.pipeline.selection;

import java.util.Locale;
import org.musweep.pipeline.trial.TrialShape;

/** The size of a model over which a transfer is checked. */
public enum GrowthAxis {
  /** The width: a wider model must be better, too. */
  WIDTH {
    @Override
    int of(TrialShape shape) {
      return shape.width();
    }
  },
  /** The number of blocks: a deeper model need not be better in as many steps. */
  DEPTH {
    @Override
    int of(TrialShape shape) {
      return shape.depth();
    }
  };

  /** The size of a trial's model. */
  abstract int of(TrialShape shape);

  /** The word for it: {@code width}, {@code depth}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

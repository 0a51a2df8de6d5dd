package org.musweep.pipeline.selection;

import java.util.Locale;
import org.musweep.pipeline.trial.TrialShape;

/** The size over which a transfer is checked. */
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
  },
  /** The batch size, over as many examples: a larger batch takes fewer steps, and is no better. */
  BATCH_SIZE {
    @Override
    int of(TrialShape shape) {
      return shape.batchSize();
    }
  };

  /** The size that a trial has. */
  abstract int of(TrialShape shape);

  /** The words for it: {@code width}, {@code depth}, {@code batch size}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

package org.musweep.mup.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Remembers, per lane, the first sign that its training has diverged. */
final class DivergenceWatch {

  private final double explosionLoss;
  private final List<Optional<LaneOutcome>> verdicts;

  DivergenceWatch(int lanes, double explosionLoss) {
    this.explosionLoss = explosionLoss;
    this.verdicts = new ArrayList<>(Collections.nCopies(lanes, Optional.empty()));
  }

  void observe(int lane, int step, double loss) {
    if (verdicts.get(lane).isPresent()) {
      return;
    }
    if (!Double.isFinite(loss)) {
      diverged(lane, step, loss, "training loss is " + loss);
    } else if (loss > explosionLoss) {
      diverged(
          lane,
          step,
          loss,
          String.format(
              Locale.ROOT, "training loss %.4g exploded (limit %.4g)", loss, explosionLoss));
    }
  }

  boolean allDiverged() {
    return verdicts.stream().allMatch(Optional::isPresent);
  }

  /**
   * The lane's outcome, given its validation loss and the loss from which it counts as collapsed.
   */
  LaneOutcome outcome(int lane, int step, double validationLoss, double collapseLoss) {
    Optional<LaneOutcome> earlier = verdicts.get(lane);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    if (!Double.isFinite(validationLoss)) {
      return new LaneOutcome.Diverged(step, validationLoss, "validation loss is " + validationLoss);
    }
    if (validationLoss > collapseLoss) {
      return new LaneOutcome.Diverged(
          step,
          validationLoss,
          String.format(
              Locale.ROOT,
              "collapsed: validation loss %.4f is near that of a model that ignores its input (limit %.4f)",
              validationLoss,
              collapseLoss));
    }
    return new LaneOutcome.Reached(step, validationLoss);
  }

  private void diverged(int lane, int step, double loss, String reason) {
    verdicts.set(lane, Optional.of(new LaneOutcome.Diverged(step, loss, reason)));
  }
}

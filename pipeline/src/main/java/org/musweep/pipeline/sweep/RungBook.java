package org.musweep.pipeline.sweep;

import java.util.Optional;
import org.musweep.pipeline.rung.AshaPromotion;
import org.musweep.pipeline.rung.AshaStopping;
import org.musweep.pipeline.rung.Hyperband;
import org.musweep.pipeline.rung.MedianRule;
import org.musweep.pipeline.rung.NoPruning;
import org.musweep.pipeline.rung.Patience;
import org.musweep.pipeline.rung.Pruner;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.rung.SynchronousHalving;
import org.musweep.pipeline.rung.Threshold;

/**
 * The rungs of a search and what is decided there, as a sweep file asks for it.
 *
 * @param schedule the rungs' steps
 * @param pruner who goes on
 * @param hyperband the brackets; empty if all trials are first compared at the first rung
 */
record RungBook(RungSchedule schedule, Pruner pruner, Optional<Hyperband> hyperband) {

  /** Vizier's default: fewer losses do not make a median to be judged by. */
  private static final int MEDIAN_STARTUP_TRIALS = 5;

  static RungBook of(EarlyStoppingSpec spec, int maxSteps) {
    RungSchedule schedule =
        spec.stopsEarly()
            ? RungSchedule.of(maxSteps, spec.reductionFactor(), spec.firstRung())
            : RungSchedule.horizonOnly(maxSteps);
    Optional<Hyperband> hyperband =
        spec.rule() == EarlyStoppingSpec.Rule.HYPERBAND
            ? Optional.of(new Hyperband(schedule.count(), spec.reductionFactor()))
            : Optional.empty();
    return new RungBook(schedule, guarded(spec.guards(), rule(spec)), hyperband);
  }

  private static Pruner rule(EarlyStoppingSpec spec) {
    int minPeers = spec.guards().minPeers();
    return switch (spec.rule()) {
      case NONE -> new NoPruning();
      case ASHA -> new AshaPromotion();
      case ASHA_STOPPING -> new AshaStopping(minPeers == 0 ? 2 * spec.reductionFactor() : minPeers);
      case SUCCESSIVE_HALVING, HYPERBAND -> new SynchronousHalving();
      case MEDIAN -> new MedianRule(minPeers == 0 ? MEDIAN_STARTUP_TRIALS : minPeers);
    };
  }

  private static Pruner guarded(EarlyStoppingSpec.Guards guards, Pruner rule) {
    Pruner patient =
        guards.patience() == 0
            ? rule
            : new Patience(guards.patience(), guards.minImprovement(), rule);
    return Double.isFinite(guards.threshold())
        ? new Threshold(guards.threshold(), patient)
        : patient;
  }

  /** The rung that a trial is first sent to. */
  int entryRung(int trial) {
    return hyperband.map(brackets -> brackets.entryRung(trial)).orElse(0);
  }
}

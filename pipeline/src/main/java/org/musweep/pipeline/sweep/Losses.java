package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How often trials were lost with their packs, and what follows: a trial that was lost once trains
 * among at most half as many, in case the pack was too large; one that was lost twice trains alone,
 * in case it takes the others with it; one that was lost three times has failed.
 *
 * <p>A pack that made no step for too long hangs in one of its trials, which costs that time each
 * time: its trials train alone from then on, and one that hangs again has failed.
 *
 * <p>A pack whose driver died says less, as drivers are killed for many reasons: three of those
 * make a trial train alone, and none fails it.
 */
final class Losses {

  /** The lane limit of a trial that was never lost. */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final int ALONE = 2;
  private static final int FAILED = 3;

  private final Map<TrialId, Lost> lost = new HashMap<>();

  private static final int STALLED = 2;

  /**
   * How a trial was lost.
   *
   * @param times with its pack, in all
   * @param stalls as its pack made no step
   * @param abandoned with its driver
   * @param lastLanes of the pack it was last lost with
   * @param lastReason why, then
   */
  private record Lost(int times, int stalls, int abandoned, int lastLanes, String lastReason) {
    static final Lost NEVER = new Lost(0, 0, 0, 0, "");
  }

  /** What a study says. */
  static Losses of(StudyState state) {
    Losses losses = new Losses();
    state.packs(PackState.Status.LOST).forEach(pack -> losses.lost(pack.pack(), pack.lostReason()));
    state
        .packs(PackState.Status.STALLED)
        .forEach(pack -> losses.stalled(pack.pack(), pack.lostReason()));
    state.packs(PackState.Status.ABANDONED).forEach(pack -> losses.abandoned(pack.pack()));
    return losses;
  }

  /** A pack ended without a report. */
  void lost(Pack pack, Event.PackLost event) {
    if (event.cause() == Event.PackLost.Cause.STALL) {
      stalled(pack, event.reason());
    } else {
      lost(pack, event.reason());
    }
  }

  private void lost(Pack pack, String reason) {
    int lanes = pack.trials().size();
    note(pack, was -> new Lost(was.times + 1, was.stalls, was.abandoned, lanes, reason));
  }

  private void stalled(Pack pack, String reason) {
    int lanes = pack.trials().size();
    note(pack, was -> new Lost(was.times + 1, was.stalls + 1, was.abandoned, lanes, reason));
  }

  /** A pack's driver ended before it did. */
  void abandoned(Pack pack) {
    note(
        pack,
        was -> new Lost(was.times, was.stalls, was.abandoned + 1, was.lastLanes, was.lastReason));
  }

  private void note(Pack pack, UnaryOperator<Lost> how) {
    pack.trials()
        .forEach(
            trial -> lost.put(trial.id(), how.apply(lost.getOrDefault(trial.id(), Lost.NEVER))));
  }

  /** Most lanes of a pack that this trial may be in. */
  int laneLimit(TrialId trial) {
    Lost before = lost.getOrDefault(trial, Lost.NEVER);
    int times = before.times();
    if (times >= ALONE || before.stalls() > 0 || times + before.abandoned() > ALONE) {
      return 1;
    }
    return times == 0 ? NO_LIMIT : Math.max(1, before.lastLanes() / 2);
  }

  /** Why a trial has failed, if it was lost too often. */
  Optional<String> failure(TrialId trial) {
    Lost before = lost.getOrDefault(trial, Lost.NEVER);
    return before.times() < FAILED && before.stalls() < STALLED
        ? Optional.empty()
        : Optional.of(
            "lost %d times with its pack, the last time: %s"
                .formatted(before.times(), before.lastReason()));
  }

  /** The ends of those of the trials that were lost too often. */
  List<Event> failures(Collection<TrialState> trials, long atMillis) {
    List<Event> events = new ArrayList<>();
    if (lost.isEmpty()) {
      return events;
    }
    for (TrialState trial : trials) {
      if (isIdle(trial)) {
        failure(trial.spec().id())
            .map(reason -> new TrialResult.Failed(trial.progress().step(), reason))
            .ifPresent(
                result -> events.add(new Event.TrialEnded(trial.spec().id(), result, atMillis)));
      }
    }
    return events;
  }

  private static boolean isIdle(TrialState trial) {
    return trial.status() == TrialStatus.SUGGESTED || trial.status() == TrialStatus.PAUSED;
  }
}

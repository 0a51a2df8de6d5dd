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
 * in case it takes the others with it. A trial has failed when it was lost three times, once of
 * them as its executor ended by itself while it was the only trial there, or as soon as that one
 * had not enough memory for it alone.
 *
 * <p>Executors are also killed for reasons of their own. Losses of which nothing says that a trial
 * was to blame fail it only when there are five of them: nothing is tried for ever.
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
  private static final int KILLED = 5;
  private static final int STALLED = 2;

  private final Map<TrialId, Lost> lost = new HashMap<>();

  /**
   * How a trial was lost.
   *
   * @param times with its pack, in all
   * @param guilty alone, as its executor ended by itself
   * @param tooLarge alone, as its executor had not enough memory
   * @param kills with an executor that was killed, or with others
   * @param stalls as its pack made no step
   * @param abandoned with its driver
   * @param fewestLanes of the packs it was lost with
   * @param lastReason why, then
   */
  private record Lost(
      int times,
      int guilty,
      int tooLarge,
      int kills,
      int stalls,
      int abandoned,
      int fewestLanes,
      String lastReason) {

    static final Lost NEVER = new Lost(0, 0, 0, 0, 0, 0, NO_LIMIT, "");

    Lost again(Event.PackLost.Cause cause, int lanes, String reason) {
      boolean alone = lanes == 1;
      return new Lost(
          times + 1,
          guilty + (alone && cause == Event.PackLost.Cause.EXECUTOR ? 1 : 0),
          tooLarge + (alone && cause == Event.PackLost.Cause.MEMORY ? 1 : 0),
          kills + (cause == Event.PackLost.Cause.KILLED ? 1 : 0),
          stalls + (cause == Event.PackLost.Cause.STALL ? 1 : 0),
          abandoned,
          Math.min(fewestLanes, lanes),
          reason);
    }

    Lost withDriver() {
      return new Lost(
          times, guilty, tooLarge, kills, stalls, abandoned + 1, fewestLanes, lastReason);
    }

    boolean isFailure() {
      return (guilty > 0 && times >= FAILED)
          || tooLarge > 0
          || kills >= KILLED
          || stalls >= STALLED;
    }
  }

  /** What a study says. */
  static Losses of(StudyState state) {
    Losses losses = new Losses();
    // Those that say most about a trial last, as their reason is the one that is told.
    losses.add(state, PackState.Status.KILLED, Event.PackLost.Cause.KILLED);
    losses.add(state, PackState.Status.LOST, Event.PackLost.Cause.EXECUTOR);
    losses.add(state, PackState.Status.OUT_OF_MEMORY, Event.PackLost.Cause.MEMORY);
    losses.add(state, PackState.Status.STALLED, Event.PackLost.Cause.STALL);
    state.packs(PackState.Status.ABANDONED).forEach(pack -> losses.abandoned(pack.pack()));
    return losses;
  }

  private void add(StudyState state, PackState.Status status, Event.PackLost.Cause cause) {
    state
        .packs(status)
        .forEach(
            pack ->
                lost(pack.pack(), new Event.PackLost(pack.pack().id(), cause, pack.lostReason())));
  }

  /** A pack ended without a report. */
  void lost(Pack pack, Event.PackLost event) {
    int lanes = pack.trials().size();
    note(pack, was -> was.again(event.cause(), lanes, event.reason()));
  }

  /** A pack's driver ended before it did. */
  void abandoned(Pack pack) {
    note(pack, Lost::withDriver);
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
    return times == 0 ? NO_LIMIT : Math.max(1, before.fewestLanes() / 2);
  }

  /** Why a trial has failed, if it was lost too often. */
  Optional<String> failure(TrialId trial) {
    Lost before = lost.getOrDefault(trial, Lost.NEVER);
    return before.isFailure()
        ? Optional.of(
            "lost %d times with its pack, the last time: %s"
                .formatted(before.times(), before.lastReason()))
        : Optional.empty();
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

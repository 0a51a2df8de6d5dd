package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * How often trials were lost with their packs, and what follows: a trial that was lost once trains
 * among at most half as many, in case the pack was too large; one that was lost twice trains alone,
 * in case it takes the others with it; one that was lost three times has failed.
 *
 * <p>A pack whose driver died says less, as drivers are killed for many reasons: three of those
 * make a trial train alone, and none fails it.
 */
final class Losses {

  /** The lane limit of a trial that was never lost. */
  static final int NO_LIMIT = Integer.MAX_VALUE;

  private static final int ALONE = 2;
  private static final int FAILED = 3;

  private final Map<TrialId, List<PackState>> lost = new HashMap<>();
  private final Map<TrialId, Integer> abandoned = new HashMap<>();

  private Losses(StudyState state) {
    for (PackState pack : state.packs(PackState.Status.LOST)) {
      for (TrialSpec trial : pack.pack().trials()) {
        lost.computeIfAbsent(trial.id(), id -> new ArrayList<>()).add(pack);
      }
    }
    for (PackState pack : state.packs(PackState.Status.ABANDONED)) {
      pack.pack().trials().forEach(trial -> abandoned.merge(trial.id(), 1, Integer::sum));
    }
  }

  static Losses of(StudyState state) {
    return new Losses(state);
  }

  /** Most lanes of a pack that this trial may be in. */
  int laneLimit(TrialId trial) {
    List<PackState> packs = lost.getOrDefault(trial, List.of());
    int times = packs.size();
    if (times >= ALONE || times + abandoned.getOrDefault(trial, 0) > ALONE) {
      return 1;
    }
    return times == 0 ? NO_LIMIT : Math.max(1, packs.get(times - 1).pack().trials().size() / 2);
  }

  /** The ends of those of the trials that were lost too often. */
  List<Event> failures(Collection<TrialState> trials, long atMillis) {
    List<Event> events = new ArrayList<>();
    for (TrialState trial : trials) {
      List<PackState> packs = lost.getOrDefault(trial.spec().id(), List.of());
      if (packs.size() >= FAILED && isIdle(trial)) {
        String reason =
            "lost %d times with its pack, the last time: %s"
                .formatted(packs.size(), packs.get(packs.size() - 1).lostReason());
        var result = new TrialResult.Failed(trial.progress().step(), reason);
        events.add(new Event.TrialEnded(trial.spec().id(), result, atMillis));
      }
    }
    return events;
  }

  private static boolean isIdle(TrialState trial) {
    return trial.status() == TrialStatus.SUGGESTED || trial.status() == TrialStatus.PAUSED;
  }
}

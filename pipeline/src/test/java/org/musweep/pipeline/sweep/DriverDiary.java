package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.RungResult;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;

/** Writes down all that a driver tells. */
final class DriverDiary implements SweepObserver {

  final List<Pack> packs = new ArrayList<>();
  final List<String> lost = new ArrayList<>();
  final List<RungResult> rungs = new ArrayList<>();
  final Map<TrialId, Integer> ends = new LinkedHashMap<>();
  Optional<SweepProgress> progress = Optional.empty();

  /** The study of an empty log in memory, opened. */
  static Study emptyStudy() {
    return open(new InMemoryStudyLog.Disk());
  }

  static Study open(InMemoryStudyLog.Disk disk) {
    return open(disk.open(new LeaseHolder(1, "test-host", 0)));
  }

  static Study open(StudyLog log) {
    Study study = Study.of(log);
    study.record(new Event.StudyOpened(study.epoch(), "5bec", "da7a", "test", 0));
    return study;
  }

  static long count(List<TrialState> trials, Class<? extends TrialResult> kind) {
    return trials.stream()
        .flatMap(trial -> trial.result().stream())
        .filter(kind::isInstance)
        .count();
  }

  @Override
  public void packStarted(Pack pack) {
    packs.add(pack);
  }

  @Override
  public void packLost(String pack, String reason) {
    lost.add(pack + ": " + reason);
  }

  @Override
  public void trialEnded(TrialState trial) {
    ends.merge(trial.spec().id(), 1, Integer::sum);
  }

  @Override
  public void rungDecided(TrialState trial, RungResult rung) {
    rungs.add(rung);
  }

  @Override
  public void progress(SweepProgress now) {
    progress = Optional.of(now);
  }
}

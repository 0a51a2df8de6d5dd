package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** Events as a sweep with two rungs would record them, made from a seed. */
final class StudyEvents {

  static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 2, 4, 1200);
  static final int RUNG = 400;

  private StudyEvents() {}

  static TrialSpec trial(int index) {
    double rate = 0.004 * Math.pow(1.01, index);
    Configuration configuration =
        Configuration.of(
            Setting.of("learning-rate", rate),
            Setting.of("init-scale", 1.0 / 3),
            Setting.of("schedule", "cosine"));
    return TrialSpec.of(
        Purpose.EXPLORATION, index, SHAPE, configuration, Long.MIN_VALUE + 977L * index);
  }

  static Event.StudyOpened opened(long epoch) {
    return new Event.StudyOpened(epoch, "5bec", "da7a", "v0.1-3-gabc", 1_700_000_000_000L + epoch);
  }

  static Event.PackStarted started(String pack, int from, int to, TrialSpec... trials) {
    return new Event.PackStarted(new Pack(pack, SHAPE, from, to, List.of(trials)), 17L);
  }

  static Event.PackCommitted committed(String pack, LaneReport... lanes) {
    return new Event.PackCommitted(
        new PackReport(
            pack,
            List.of(lanes),
            1.5,
            "worker-1",
            List.of("staging/" + pack + "-0-curves.parquet")),
        18L);
  }

  static LaneReport paused(TrialSpec trial, double loss) {
    return new LaneReport.Paused(trial.id(), RUNG, loss);
  }

  static LaneReport ended(TrialSpec trial, TrialResult result) {
    return new LaneReport.Ended(trial.id(), result);
  }

  /** A life of {@code trials} trials in packs of up to eight, with losses of every kind. */
  static List<Event> life(int trials, long seed) {
    var random = new SplittableRandom(seed);
    List<Event> events = new ArrayList<>();
    events.add(opened(1));
    int pack = 0;
    for (int first = 0; first < trials; first += 8) {
      List<TrialSpec> specs = new ArrayList<>();
      for (int i = first; i < Math.min(first + 8, trials); i++) {
        specs.add(trial(i));
        events.add(new Event.TrialSuggested(trial(i)));
      }
      TrialSpec[] all = specs.toArray(TrialSpec[]::new);
      if (random.nextInt(5) == 0) {
        String lost = "p%04d".formatted(++pack);
        events.add(started(lost, 0, RUNG, all));
        events.add(new Event.PackLost(lost, "executor 3 died"));
        String cancelled = "p%04d".formatted(++pack);
        events.add(new Event.SlotsChanged(random.nextInt(16)));
        events.add(
            new Event.LanesMeasured(
                32, List.of(new LaneTime(1, 0.5), new LaneTime(2, random.nextDouble(1, 2))), 1));
        events.add(started(cancelled, 0, RUNG, all));
        events.add(new Event.PackCancelled(cancelled, "budget: the time is over"));
      }
      String id = "p%04d".formatted(++pack);
      events.add(started(id, 0, RUNG, all));
      List<LaneReport> lanes = new ArrayList<>();
      List<TrialSpec> survivors = new ArrayList<>();
      for (TrialSpec spec : specs) {
        lanes.add(firstRung(spec, random, survivors));
      }
      events.add(committed(id, lanes.toArray(LaneReport[]::new)));
      decide(events, survivors, random, "p%04d".formatted(++pack));
    }
    events.add(new Event.StepFinished("sweep", "done"));
    return events;
  }

  private static LaneReport firstRung(
      TrialSpec spec, SplittableRandom random, List<TrialSpec> survivors) {
    int fate = random.nextInt(6);
    if (fate == 0) {
      return ended(spec, new TrialResult.Diverged(37, Double.NaN, "loss is NaN"));
    }
    if (fate == 1) {
      return ended(spec, new TrialResult.Failed(0, "IOException: \"é\"\n\tno such file"));
    }
    survivors.add(spec);
    return paused(spec, 2 + random.nextDouble());
  }

  private static void decide(
      List<Event> events, List<TrialSpec> survivors, SplittableRandom random, String pack) {
    List<TrialSpec> promoted = new ArrayList<>();
    for (TrialSpec spec : survivors) {
      if (random.nextInt(3) == 0) {
        promoted.add(spec);
        events.add(new Event.RungDecided(spec.id(), 0, RUNG, RungDecision.PROMOTED, "rank 1 of 3"));
      } else {
        events.add(new Event.RungDecided(spec.id(), 0, RUNG, RungDecision.STOPPED, "rank 3 of 3"));
        events.add(
            new Event.TrialEnded(spec.id(), new TrialResult.Stopped(RUNG, 3.5, "rank 3 of 3"), 9L));
      }
    }
    if (!promoted.isEmpty()) {
      events.add(started(pack, RUNG, 1200, promoted.toArray(TrialSpec[]::new)));
      events.add(
          committed(
              pack,
              promoted.stream()
                  .map(spec -> ended(spec, new TrialResult.Completed(1200, random.nextDouble())))
                  .toArray(LaneReport[]::new)));
    }
  }
}

package org.musweep.pipeline.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * What the events of a study add up to: a pure function of them and of their order, the same for
 * the driver that lives through them and for whoever replays the log.
 *
 * <p>An event that cannot be (a result for a trial that has one, a report of a pack that was given
 * up) is refused and changes nothing. Thread-safe; what is returned is a copy and stays as it is.
 */
public final class StudyState {

  /** The step under which a study records that its trials do not go together, and why. */
  public static final String MIXED = "mixed";

  private static final Pattern PACK_NUMBER = Pattern.compile("p([0-9]{4,9})");

  private final Map<TrialId, TrialState> trials = new LinkedHashMap<>();
  private final Map<String, PackState> packs = new LinkedHashMap<>();
  private final Map<String, String> steps = new LinkedHashMap<>();
  private final Map<Integer, Integer> lanes = new LinkedHashMap<>();
  private final Set<TrialId> mixed = new HashSet<>();
  private Optional<Event.StudyOpened> opened = Optional.empty();
  private int lastPackNumber;

  /** The state of a study of which nothing is recorded. */
  public StudyState() {}

  /**
   * Takes one more event into account.
   *
   * @throws IllegalStateException if it contradicts what is recorded
   */
  public synchronized void apply(Event event) {
    if (event instanceof Event.StudyOpened open) {
      open(open);
    } else if (event instanceof Event.TrialSuggested suggested) {
      suggest(suggested.trial());
    } else if (event instanceof Event.PackStarted started) {
      start(started.pack(), started.atMillis());
    } else if (event instanceof Event.PackCommitted committed) {
      commit(committed.report(), committed.atMillis());
    } else if (event instanceof Event.PackLost lost) {
      PackState pack = running(lost.pack());
      giveBack(pack.lost(lost));
    } else if (event instanceof Event.PackCancelled cancelled) {
      PackState pack = running(cancelled.pack());
      giveBack(pack.cancelled(cancelled.reason()));
    } else if (event instanceof Event.RungDecided decided) {
      decide(decided);
    } else if (event instanceof Event.TrialEnded ended) {
      end(ended);
    } else if (event instanceof Event.LanesMeasured measured) {
      lanes.put(measured.width(), measured.chosen());
    } else if (event instanceof Event.StepFinished finished) {
      steps.put(finished.step(), finished.outcome());
    }
  }

  private void open(Event.StudyOpened event) {
    long before = opened.map(Event.StudyOpened::epoch).orElse(0L);
    check(
        event.epoch() > before,
        "epoch %d does not follow epoch %d".formatted(event.epoch(), before));
    for (PackState pack : packs(PackState.Status.RUNNING)) {
      giveBack(pack.abandoned("the driver of epoch %d ended before it did".formatted(before)));
    }
    opened = Optional.of(event);
  }

  private void suggest(TrialSpec spec) {
    check(!trials.containsKey(spec.id()), "trial %s was suggested before".formatted(spec.id()));
    trials.put(spec.id(), TrialState.suggested(spec));
  }

  private void start(Pack pack, long atMillis) {
    check(!packs.containsKey(pack.id()), "pack %s was started before".formatted(pack.id()));
    for (TrialSpec spec : pack.trials()) {
      TrialState trial = known(spec.id());
      check(trial.spec().equals(spec), "trial %s was suggested otherwise".formatted(spec.id()));
      boolean waits =
          trial.status() == TrialStatus.SUGGESTED || trial.status() == TrialStatus.PAUSED;
      check(
          waits && trial.progress().step() == pack.fromStep(),
          "pack %s starts trial %s at step %d, but it is %s at step %d"
              .formatted(
                  pack.id(), spec.id(), pack.fromStep(), trial.status(), trial.progress().step()));
    }
    pack.trials().forEach(spec -> trials.computeIfPresent(spec.id(), (id, t) -> t.running()));
    packs.put(pack.id(), PackState.started(pack, atMillis));
    Matcher number = PACK_NUMBER.matcher(pack.id());
    if (number.matches()) {
      lastPackNumber = Math.max(lastPackNumber, Integer.parseInt(number.group(1)));
    }
  }

  private void commit(PackReport report, long atMillis) {
    PackState state = running(report.pack());
    Pack pack = state.pack();
    List<TrialId> expected = pack.trials().stream().map(TrialSpec::id).toList();
    List<TrialId> reported = report.lanes().stream().map(LaneReport::trial).toList();
    check(
        expected.equals(reported),
        "pack %s has lanes %s, its report %s".formatted(pack.id(), expected, reported));
    for (int lane = 0; lane < reported.size(); lane++) {
      var training =
          new LaneTraining(pack.id(), lane, reported.size(), report.seconds(), report.host());
      TrialState before = known(reported.get(lane));
      trials.put(before.spec().id(), after(before, report.lanes().get(lane), training, atMillis));
    }
    packs.put(pack.id(), state.committed(report));
    if (steps.containsKey(MIXED)) {
      mixed.addAll(expected);
    }
  }

  private static TrialState after(
      TrialState before, LaneReport lane, LaneTraining training, long atMillis) {
    if (before.status() == TrialStatus.ENDED) {
      // The driver ended it while the pack ran; the first result stands.
      return before.trained(training);
    }
    if (lane instanceof LaneReport.Paused paused) {
      return before.paused(paused.step(), paused.loss(), training);
    }
    var result = ((LaneReport.Ended) lane).result();
    return before.trained(training).ended(new TrialState.Ending(result, atMillis));
  }

  private void giveBack(PackState state) {
    for (TrialSpec spec : state.pack().trials()) {
      if (known(spec.id()).status() == TrialStatus.RUNNING) {
        boolean cancelled = state.status() == PackState.Status.CANCELLED;
        trials.computeIfPresent(
            spec.id(), (id, trial) -> cancelled ? trial.calledOff() : trial.lost());
      }
    }
    packs.put(state.pack().id(), state);
  }

  private void decide(Event.RungDecided event) {
    TrialState trial = known(event.trial());
    check(
        trial.rung(event.rung()).isEmpty(),
        "trial %s was judged at rung %d before".formatted(event.trial(), event.rung()));
    trials.put(
        event.trial(),
        trial.judged(
            new RungResult(
                event.rung(),
                event.step(),
                trial.progress().loss(),
                event.decision(),
                event.reason())));
  }

  private void end(Event.TrialEnded event) {
    TrialState trial = known(event.trial());
    check(
        trial.status() != TrialStatus.ENDED,
        "trial %s has ended before, %s"
            .formatted(event.trial(), trial.result().map(result -> result.status()).orElse("")));
    trials.put(event.trial(), trial.ended(new TrialState.Ending(event.result(), event.atMillis())));
  }

  private TrialState known(TrialId id) {
    return trial(id).orElseThrow(() -> refusal("trial %s was never suggested".formatted(id)));
  }

  private PackState running(String id) {
    PackState pack = pack(id).orElseThrow(() -> refusal("pack %s was never started".formatted(id)));
    check(
        pack.status() == PackState.Status.RUNNING,
        "pack %s is %s, what comes of it now is too late".formatted(id, pack.status()));
    return pack;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw refusal(otherwise);
    }
  }

  private static IllegalStateException refusal(String reason) {
    return new IllegalStateException("Cannot record event: " + reason);
  }

  /** The last driver that took the study. */
  public synchronized Optional<Event.StudyOpened> opened() {
    return opened;
  }

  /** How many lanes a pack of that width should have, by measurement; empty if none was made. */
  public synchronized OptionalInt measuredLanes(int width) {
    Integer chosen = lanes.get(width);
    return chosen == null ? OptionalInt.empty() : OptionalInt.of(chosen);
  }

  /** A trial. */
  public synchronized Optional<TrialState> trial(TrialId id) {
    return Optional.ofNullable(trials.get(id));
  }

  /** All trials, in the order in which they were suggested. */
  public synchronized List<TrialState> trials() {
    return List.copyOf(trials.values());
  }

  /** The trials that stand somewhere, in the order in which they were suggested. */
  public synchronized List<TrialState> trials(TrialStatus status) {
    return trials.values().stream().filter(trial -> trial.status() == status).toList();
  }

  /** The trials of a purpose, in the order in which they were suggested. */
  public synchronized List<TrialState> trials(Purpose purpose) {
    return trials.values().stream().filter(trial -> trial.spec().purpose() == purpose).toList();
  }

  /** How many trials stand where. */
  public synchronized StudyCounts counts() {
    return StudyCounts.of(trials.values());
  }

  /**
   * Whether a trial was trained, for a part at least, after the study was marked {@link #MIXED}.
   */
  public synchronized boolean isMixed(TrialId trial) {
    return mixed.contains(trial);
  }

  /** A pack. */
  public synchronized Optional<PackState> pack(String id) {
    return Optional.ofNullable(packs.get(id));
  }

  /** The packs that stand somewhere, in the order in which they were started. */
  public synchronized List<PackState> packs(PackState.Status status) {
    return packs.values().stream().filter(pack -> pack.status() == status).toList();
  }

  /** The id of the next pack, such as {@code p0004}; ids are never used twice. */
  public synchronized String nextPackId() {
    return "p%04d".formatted(lastPackNumber + 1);
  }

  /**
   * The staged files of all committed packs, in the order in which the packs were started;
   * publishing one that was published changes nothing.
   */
  public synchronized List<String> committedFiles() {
    List<String> files = new ArrayList<>();
    for (PackState pack : packs.values()) {
      pack.report().ifPresent(report -> files.addAll(report.stagedFiles()));
    }
    return List.copyOf(files);
  }

  /** How a step of the sweep ended; empty if it has not. */
  public synchronized Optional<String> outcome(String step) {
    return Optional.ofNullable(steps.get(step));
  }

  /** The steps that are done, in the order in which they first were. */
  public synchronized List<String> finishedSteps() {
    return List.copyOf(steps.keySet());
  }
}

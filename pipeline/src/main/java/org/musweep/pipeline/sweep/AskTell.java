package org.musweep.pipeline.sweep;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.log.StudyLog;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialId;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;

/**
 * A search whose trials somebody else trains: ask for what to train, train it, tell the loss.
 *
 * <p>What is asked and told is in a study log before a method returns. A search that is opened
 * again goes on where it was; what was asked for and not told is asked for again. Several trials
 * may be asked for before any is told. Methods may be called from any thread.
 *
 * <pre>{@code
 * try (AskTell search = AskTell.open(folder, Search.of(space, 20))) {
 *   for (var next = search.ask(); next.isPresent(); next = search.ask()) {
 *     search.tell(next.get().trial(), train(next.get().configuration()));
 *   }
 * }
 * }</pre>
 */
public final class AskTell implements AutoCloseable {

  private final Study study;
  private final Board board;
  private final Planner planner;
  private final Map<TrialId, Pack> asked = new LinkedHashMap<>();

  /**
   * A training to do.
   *
   * @param trial what to tell about it under
   * @param configuration its settings
   * @param seed that all trials share
   * @param fromStep 0, or the step that the trial was told of last: go on from there
   * @param toStep train to this step
   */
  public record Asked(
      TrialId trial, Configuration configuration, long seed, int fromStep, int toStep) {}

  /** What becomes of a trial that was told of. */
  public enum Reply {
    /** It is among the best and will be asked for again: keep what is needed to go on. */
    GOES_ON,
    /** Not known yet; it may be asked for again: keep what is needed to go on. */
    WAITS,
    /** It has ended and will not be asked for again. */
    ENDED
  }

  private AskTell(Study study, Search search) {
    this.study = study;
    Suggestions suggestions = suggestions(search);
    board =
        new Board(
            RungBook.of(search.earlyStopping(), search.maxSteps()), 0, Losses.of(study.state()));
    board.restore(
        study.state().trials().stream().filter(trial -> suggestions.isMine(trial.spec())).toList());
    board.plan(suggestions.count());
    planner =
        new Planner(
            board,
            suggestions,
            new Packing(new ExecutionSpec.Lanes.Fixed(1), 1),
            new Budget(BudgetSpec.UNLIMITED, SweepClock.SYSTEM, Optional.empty()),
            PackNames.from(study.state().nextPackId()));
    note(planner.decisions(now()));
  }

  /**
   * Opens a search in a folder of its own, which is made if it is not there.
   *
   * @param folder any place that a study log can be kept at
   * @throws IllegalArgumentException if the folder has trials of a search with another space,
   *     sampler, number of steps or seed
   * @throws org.musweep.pipeline.log.StudyHeldException if somebody else has it open
   */
  public static AskTell open(URI folder, Search search) {
    StudyLog log = StudyLog.open(LogStore.at(folder), LeaseHolder.thisProcess(now()));
    return over(log, search, folder.toString());
  }

  static AskTell over(StudyLog log, Search search, String place) {
    Study study = Study.of(log);
    try {
      String hash = hash(search);
      Optional<Event.StudyOpened> before = study.state().opened();
      if (before.filter(opened -> !opened.specHash().equals(hash)).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid search: %s has one with another space, sampler, number of steps or seed (must be the same; trials and early stopping may differ)"
                .formatted(place));
      }
      study.record(new Event.StudyOpened(study.epoch(), hash, "", "", now()));
      return new AskTell(study, search);
    } catch (RuntimeException e) {
      study.close();
      throw e;
    }
  }

  private static Suggestions suggestions(Search search) {
    return new Suggestions(
        search.sampler(),
        search.space(),
        new TrialShape("asked", 1, 1, 1, search.maxSteps()),
        search.seed(),
        search.trials(),
        Long.MAX_VALUE,
        Integer.MAX_VALUE);
  }

  private static String hash(Search search) {
    CRC32C hash = new CRC32C();
    String content =
        "%s|%s|%d|%d".formatted(search.space(), search.sampler(), search.maxSteps(), search.seed());
    hash.update(content.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", hash.getValue());
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /**
   * The next training; empty if there is none as long as nothing more is told, or, once nothing is
   * outstanding, at all.
   */
  public synchronized Optional<Asked> ask() {
    List<Event> events = planner.starts(1, now());
    note(events);
    for (Event event : events) {
      if (event instanceof Event.PackStarted started) {
        Pack pack = started.pack();
        var trial = pack.trials().get(0);
        asked.put(trial.id(), pack);
        return Optional.of(
            new Asked(
                trial.id(), trial.configuration(), trial.seed(), pack.fromStep(), pack.toStep()));
      }
    }
    return Optional.empty();
  }

  /**
   * Tells the loss that a trial has at the step it was asked for to be trained to; lower is better,
   * and a loss that is not finite means that it diverged.
   *
   * @throws IllegalArgumentException if the trial was not asked for, or told of already
   */
  public synchronized Reply tell(TrialId trial, double loss) {
    Pack pack = taken(trial);
    if (!Double.isFinite(loss)) {
      return end(pack, new TrialResult.Diverged(pack.toStep(), loss, "loss is " + loss));
    }
    return pack.toStep() == pack.shape().steps()
        ? end(pack, new TrialResult.Completed(pack.toStep(), loss))
        : told(pack, new LaneReport.Paused(trial, pack.toStep(), loss));
  }

  /**
   * Tells that a trial could not be trained.
   *
   * @throws IllegalArgumentException if the trial was not asked for, or told of already
   */
  public synchronized Reply tellFailure(TrialId trial, String reason) {
    Pack pack = taken(trial);
    return end(pack, new TrialResult.Failed(pack.fromStep(), reason));
  }

  private Pack taken(TrialId trial) {
    Pack pack = asked.remove(trial);
    if (pack == null) {
      throw new IllegalArgumentException(
          "Invalid trial: %s is not outstanding (must be one of %s)"
              .formatted(trial, asked.keySet()));
    }
    return pack;
  }

  private Reply end(Pack pack, TrialResult result) {
    return told(pack, new LaneReport.Ended(pack.trials().get(0).id(), result));
  }

  private Reply told(Pack pack, LaneReport lane) {
    var report = new PackReport(pack.id(), List.of(lane), 0, "", List.of());
    Event committed = new Event.PackCommitted(report, now());
    board.apply(committed);
    List<Event> events = new ArrayList<>(List.of(committed));
    events.addAll(planner.decisions(now()));
    note(events);
    TrialState state = study.state().trial(lane.trial()).orElseThrow();
    if (state.status() == TrialStatus.ENDED) {
      return Reply.ENDED;
    }
    return board.rungs().schedule().rungAt(state.progress().step()).stream()
            .anyMatch(rung -> state.rung(rung).isPresent())
        ? Reply.GOES_ON
        : Reply.WAITS;
  }

  private void note(List<Event> events) {
    if (!events.isEmpty()) {
      study.record(events);
    }
  }

  /** Whether all trials have ended. */
  public synchronized boolean isDone() {
    return board.ready().size() == 0 && board.trials().stream().allMatch(TrackedTrial::hasEnded);
  }

  /** The trial with the lowest loss of those that went furthest; empty before any loss is known. */
  public synchronized Optional<SweepProgress.Best> best() {
    return board.tally().best();
  }

  /** All trials, in the order in which they were first asked for. */
  public synchronized List<TrialState> trials() {
    return study.state().trials();
  }

  /** Gives the search back; what is outstanding will be asked for again. */
  @Override
  public synchronized void close() {
    study.close();
  }
}

package org.musweep.jobs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.SearchOutcome;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;

/**
 * How a run stands, in a few lines.
 *
 * @param folder of the run
 * @param status what its last driver wrote
 * @param holder the last driver
 * @param state what the study log adds up to
 * @param documents results that are there, relative to the folder
 * @param silence since the driver's last sign of life; empty if it has given none
 * @param wide how the wide run stands
 */
record StatusText(
    String folder,
    Optional<RunStatus> status,
    Optional<LeaseHolder> holder,
    StudyState state,
    List<String> documents,
    Optional<Duration> silence,
    WideStatus wide) {

  /** What the study records in the same way, but nobody waits for. */
  private static final List<String> NO_STEPS = List.of(Origin.DATA, Origin.PROGRAM, Origin.MIXED);

  /** Copies the list. */
  StatusText {
    documents = List.copyOf(documents);
  }

  /** The lines, at a moment. */
  List<String> lines(Instant now) {
    List<String> lines = new ArrayList<>();
    lines.add(folder + ": " + standing());
    lines.add(line("steps done", steps()));
    for (Purpose purpose : Purpose.values()) {
      List<TrialState> trials = state.trials(purpose);
      if (!trials.isEmpty()) {
        lines.add(line(label(purpose), counts(StudyCounts.of(trials))));
      }
    }
    SearchOutcome.of(state)
        .filter(SearchOutcome::isByBudget)
        .ifPresent(outcome -> lines.add(line("budget", outcome.sentence())));
    Origin.mixed(state).ifPresent(what -> lines.add(line("mixed", what)));
    best().ifPresent(trial -> lines.add(line("best so far", best(trial))));
    if (!documents.isEmpty()) {
      lines.add(line("results", String.join(", ", documents)));
    }
    if (isAlive()) {
      for (PackState pack : state.packs(PackState.Status.RUNNING)) {
        lines.add(line("running", pack(pack, now)));
      }
    }
    wide.lines().forEach((label, text) -> lines.add(line(label, text)));
    return List.copyOf(lines);
  }

  /** One line, for where lines are not drawn over. */
  String line() {
    var text = new StringBuilder(status.map(StatusText::state).orElse("begun"));
    for (Purpose purpose : Purpose.values()) {
      List<TrialState> trials = state.trials(purpose);
      if (!trials.isEmpty()) {
        text.append("; %s %s".formatted(label(purpose), counts(StudyCounts.of(trials))));
      }
    }
    best().ifPresent(trial -> text.append("; best " + best(trial)));
    wide.line().ifPresent(each -> text.append("; wide run " + each));
    return text.toString();
  }

  private static String state(RunStatus last) {
    return last.step() + " " + last.state().name().toLowerCase(Locale.ROOT);
  }

  /** Whether somebody may be at work: a driver, or the wide run's application. */
  boolean isAtWork() {
    return isHeld() || wide.isAtWork();
  }

  /** Whether a process may be at work on the run; on another host only its signs tell. */
  boolean isHeld() {
    return holder.filter(driver -> new DriverLife(driver, silence).isPossible()).isPresent();
  }

  private static String line(String label, String text) {
    return "  %-15s %s".formatted(label, text);
  }

  private String standing() {
    if (status.isEmpty()) {
      return "begun";
    }
    RunStatus last = status.get();
    return switch (last.state()) {
      case RUNNING ->
          holder
              .map(driver -> new DriverLife(driver, silence).text(last.step()))
              .orElse(last.step() + " was running; the same command resumes");
      case DONE -> last.step() + " is done";
      case FAILED -> "%s failed with exit code %s".formatted(last.step(), exitCode(last));
      case INTERRUPTED ->
          "%s was interrupted, exit code %s; the same command resumes"
              .formatted(last.step(), exitCode(last));
    };
  }

  private static String exitCode(RunStatus last) {
    return last.exitCode().stream().mapToObj(Integer::toString).collect(Collectors.joining());
  }

  /** Whether the driver may be alive; on another host without any sign it is taken to be. */
  boolean isAlive() {
    return isHeld() && status.filter(last -> last.state() == RunStatus.State.RUNNING).isPresent();
  }

  private String steps() {
    List<String> done =
        state.finishedSteps().stream().filter(step -> !NO_STEPS.contains(step)).toList();
    return done.isEmpty() ? "none yet" : String.join(", ", done);
  }

  private static String label(Purpose purpose) {
    return switch (purpose) {
      case EXPLORATION -> "trials";
      case FINALIST -> "finalists";
      case TRANSFER_CHECK -> "transfer check";
      case CONTROL -> "control";
    };
  }

  private String counts(StudyCounts counts) {
    return "%d: %s"
        .formatted(
            counts.total(),
            named(counts).stream()
                .filter(count -> count.value() > 0)
                .map(count -> count.value() + " " + count.name())
                .collect(Collectors.joining(", ")));
  }

  /** A trial that was running when its driver ended is not running any more. */
  List<RunStatus.Count> named(StudyCounts counts) {
    return isAlive() ? counts.counts() : counts.countsAfterTheEnd();
  }

  /** The best of the exploration's trials that went furthest. */
  Optional<TrialState> best() {
    return state.trials(Purpose.EXPLORATION).stream()
        .filter(trial -> trial.progress().step() > 0)
        .filter(trial -> Double.isFinite(trial.progress().loss()))
        .filter(trial -> trial.result().filter(TrialResult.Diverged.class::isInstance).isEmpty())
        .min(
            Comparator.comparingInt((TrialState trial) -> -trial.progress().step())
                .thenComparingDouble(trial -> trial.progress().loss()));
  }

  private static String best(TrialState trial) {
    return String.format(
        Locale.ROOT,
        "%.4f nats at step %d: %s",
        trial.progress().loss(),
        trial.progress().step(),
        trial.spec().configuration().text());
  }

  private static String pack(PackState running, Instant now) {
    Pack pack = running.pack();
    return "%s: %d trials of width %d, steps %d to %d, for %s"
        .formatted(
            pack.id(),
            pack.trials().size(),
            pack.shape().width(),
            pack.fromStep(),
            pack.toStep(),
            ProgressText.duration(
                Duration.between(Instant.ofEpochMilli(running.startedAtMillis()), now)));
  }
}

package org.musweep.jobs;

import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.sweep.SearchOutcome;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;

/** Trains the sampler's suggestions. */
final class SweepJob implements Step {

  /** The step's name. */
  static final String NAME = "sweep";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    var state = context.study().state();
    boolean before = state.outcome(NAME).isPresent() && Sweep.isExplored(context.spec(), state);
    if (!before) {
      try (Trials trials = Trials.open(context)) {
        context.display().phase("sweep of %d trials".formatted(context.spec().search().trials()));
        trials.sweep().explore();
      }
      context.study().record(new Event.StepFinished(NAME, "done"));
    }
    StudyCounts counts = counts(context);
    String summary =
        "%s %s%s: %d trials: %d completed, %d stopped early, %d diverged, %d failed%s"
            .formatted(
                NAME,
                before ? "done earlier" : "done",
                byBudget(context),
                counts.total(),
                counts.completed(),
                counts.stopped(),
                counts.diverged(),
                counts.failed(),
                counts.paused() + counts.suggested() == 0
                    ? ""
                    : ", %d not finished".formatted(counts.paused() + counts.suggested()));
    return counts.completed() == 0
        ? new StepResult(
            ExitCode.NOTHING_TO_SELECT,
            summary + "; no trial completed: nothing to select" + firstReason(context))
        : StepResult.done(summary);
  }

  private static String byBudget(RunContext context) {
    return SearchOutcome.of(context.study().state())
        .filter(SearchOutcome::isByBudget)
        .map(outcome -> " (%s)".formatted(outcome.sentence()))
        .orElse("");
  }

  /** Why one of the trials did not complete: mostly that is why none did. */
  private static String firstReason(RunContext context) {
    return context.study().state().trials(Purpose.EXPLORATION).stream()
        .flatMap(trial -> trial.ending().stream())
        .flatMap(ending -> reason(ending.result()).stream())
        .findFirst()
        .map(reason -> " (the first: %s)".formatted(reason))
        .orElse("");
  }

  private static Optional<String> reason(TrialResult result) {
    if (result instanceof TrialResult.Diverged diverged) {
      return Optional.of(diverged.reason());
    }
    return result instanceof TrialResult.Failed failed
        ? Optional.of(failed.reason())
        : Optional.empty();
  }

  private static StudyCounts counts(RunContext context) {
    List<org.musweep.pipeline.log.TrialState> trials =
        context.study().state().trials(Purpose.EXPLORATION);
    return StudyCounts.of(trials);
  }
}

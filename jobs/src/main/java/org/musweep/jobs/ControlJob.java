package org.musweep.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.FollowUpTrials;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Trains the chosen settings at the target width under several rule sets on shared seeds, to
 * compare.
 */
final class ControlJob implements Step {

  /** The step's name. */
  static final String NAME = "control";

  private final List<String> ruleSets;
  private final int seeds;

  ControlJob(List<String> ruleSets, int seeds) {
    this.ruleSets = List.copyOf(ruleSets);
    this.seeds = seeds;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    Optional<Selection> selection = SelectJob.read(context);
    if (selection.isEmpty()) {
      return new StepResult(
          ExitCode.NOTHING_TO_SELECT, "control: there is no selection yet: run select first");
    }
    List<Long> seedList = SeedPlan.wide(context.spec(), seeds);
    List<TrialSpec> specs =
        new FollowUpTrials(selection.get().completed(context.spec()))
            .control(selection.get().chosen(), ruleSets, seedList);
    List<TrialState> runs;
    try (Trials trials = Trials.open(context)) {
      context
          .display()
          .phase(
              "control: width %d under %s, %d seeds"
                  .formatted(
                      context.spec().transfer().width(), String.join(" and ", ruleSets), seeds));
      runs = trials.sweep().train(specs);
    }
    for (String rules : ruleSets) {
      context.display().line(row(rules, runs));
    }
    return StepResult.done("control done: %d runs".formatted(runs.size()));
  }

  private static String row(String rules, List<TrialState> runs) {
    StringBuilder text =
        new StringBuilder("%-16s width %d:".formatted(rules, runs.get(0).spec().shape().width()));
    double sum = 0;
    int completed = 0;
    for (TrialState run : runs) {
      if (!run.spec().shape().rules().equals(rules)) {
        continue;
      }
      TrialResult result = run.result().orElseThrow();
      if (result instanceof TrialResult.Completed done) {
        text.append(" %.4f".formatted(done.loss()));
        sum += done.loss();
        completed++;
      } else {
        text.append(' ').append(result.status());
      }
    }
    if (completed > 0) {
      text.append(String.format(Locale.ROOT, "   mean %.4f", sum / completed));
    }
    return text.toString();
  }
}

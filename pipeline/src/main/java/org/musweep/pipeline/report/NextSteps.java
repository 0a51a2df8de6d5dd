package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.mup.coordcheck.CoordOutcome;
import org.musweep.pipeline.selection.BoundaryHit;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.table.TrialRow;

/** What follows from a run's results for the one who reads them. */
final class NextSteps {

  /** How the reason of a trial begins whose loss is that of a model that ignores its input. */
  private static final String COLLAPSED = "collapsed";

  private NextSteps() {}

  /** The most important first; at least one. */
  static List<String> of(ReportData data) {
    List<String> steps = new ArrayList<>();
    Optional<CoordOutcome> coordCheck = coordCheck(data);
    if (coordCheck.equals(Optional.of(CoordOutcome.FAILED))) {
      steps.add(
          "Correct the parametrization of the modules that the coord check names, or choose other"
              + " rules (parametrization: rules, epsilon), before anything is trained.");
    }
    if (!(data.selection() instanceof Finding.Present<Selection>)) {
      infeasible(data.record().trials(), steps);
    }
    if (data.transfer() instanceof Finding.Present<TransferCheck> present
        && present.value().verdict() instanceof TransferVerdict.Failed) {
      steps.add(
          "Do not train a wide model with these settings: search at a larger trial width, train"
              + " trials for more steps, or look at the learning rate that was best.");
    }
    if (coordCheck.equals(Optional.of(CoordOutcome.INCONCLUSIVE))) {
      steps.add("Repeat the coord check with more seeds or more widths, to have a verdict.");
    }
    if (data.selection() instanceof Finding.Present<Selection> present) {
      selection(present.value(), steps);
    }
    transfer(data, steps);
    if (steps.isEmpty()) {
      steps.add(onward(data));
    }
    return List.copyOf(steps);
  }

  private static String onward(ReportData data) {
    if (data.wide() instanceof Finding.Present<WideRun>) {
      return "Nothing has to be done: use the wide model, or the chosen settings at a larger width"
          + " still.";
    }
    return data.selection() instanceof Finding.Present<Selection>
        ? "Train the wide model with the chosen settings."
        : "Let the run go on: nothing has been chosen yet.";
  }

  /** Where nothing was chosen, that comes before a check that is open. */
  private static void infeasible(List<TrialRow> trials, List<String> steps) {
    List<TrialRow> infeasible = trials.stream().filter(Trials::infeasible).toList();
    if (infeasible.isEmpty()) {
      return;
    }
    long collapsed =
        infeasible.stream().filter(trial -> trial.reason().startsWith(COLLAPSED)).count();
    steps.add(
        trials.stream().noneMatch(Trials::completed) && 2 * collapsed > infeasible.size()
            ? "Train trials for more steps, or with other ranges: most had learned next to nothing."
            : "Look at why trials diverged or failed, then search again with other ranges.");
  }

  private static Optional<CoordOutcome> coordCheck(ReportData data) {
    return data.coordCheck() instanceof Finding.Present<CoordCheckRecord> present
        ? Optional.of(present.value().verdict().outcome())
        : Optional.empty();
  }

  private static void selection(Selection selection, List<String> steps) {
    for (BoundaryHit hit : selection.boundaryHits()) {
      if (!hit.blocked()) {
        steps.add("Widen the range of " + hit.hyperparameter() + " and search again.");
      }
    }
    if (selection.basis() == Selection.Basis.EXPLORATION) {
      steps.add("Run the finalists on fresh seeds: the winner's loss is biased low without.");
    }
  }

  private static void transfer(ReportData data, List<String> steps) {
    if (!(data.transfer() instanceof Finding.Present<TransferCheck> present)) {
      if (data.selection() instanceof Finding.Present<Selection>) {
        steps.add("Check the transfer at a width in between before training a wide model.");
      }
      return;
    }
    TransferVerdict verdict = present.value().verdict();
    if (verdict instanceof TransferVerdict.Inconclusive inconclusive) {
      steps.add(
          inconclusive.moreSeeds() > 0
              ? "Run %s more for the transfer check: that should settle it at the noise seen."
                  .formatted(Figures.count(inconclusive.moreSeeds(), "seed"))
              : "Look at why the transfer check is open: more seeds alone would not settle it.");
    }
  }
}

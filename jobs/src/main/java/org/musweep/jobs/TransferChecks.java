package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.FollowUpTrials;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TieTolerance;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferRun;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The transfer over width, and over depth where that was asked for.
 *
 * @param width the check over width
 * @param depth that over depth, or nothing
 */
record TransferChecks(TransferCheck width, List<TransferCheck> depth) {

  TransferChecks {
    depth = List.copyOf(depth);
  }

  /** Trains and judges the checks; the finalists are the narrowest and the shallowest models. */
  static TransferChecks of(
      RunContext context,
      Trials trials,
      FollowUpTrials followUps,
      Selection selection,
      List<TrialState> finalistRuns) {
    SweepSpec spec = context.spec();
    List<Long> seeds = SeedPlan.finalists(spec, spec.transfer().seeds());
    List<TrialSpec> specs = followUps.transferCheck(selection.chosen(), seeds);
    List<Integer> depths = spec.transfer().change().checkDepths();
    context
        .display()
        .phase(
            "transfer check at widths "
                + spec.transfer().checkWidths()
                + (depths.isEmpty() ? "" : " and depths " + depths));
    List<TrialState> runs = new ArrayList<>(trials.sweep().train(specs));
    if (spec.transfer().trainsAlike(spec.training())) {
      finalistRuns.stream()
          .filter(run -> run.spec().configuration().equals(selection.chosen()))
          .forEach(runs::add);
    }
    Configuration transferred = followUps.transferred(selection.chosen());
    double rate = followUps.learningRate(transferred);
    Curves curves = Curves.of(context);
    List<TrialState> wide =
        runs.stream().filter(run -> run.spec().shape().depth() == spec.model().depth()).toList();
    TransferCheck overWidth =
        TransferCheck.of(
            SelectJob.outcomes(wide).stream()
                .map(outcome -> TransferRun.of(outcome, rate))
                .toList(),
            curves.chosen(wide, transferred),
            TieTolerance.DEFAULT);
    if (depths.isEmpty()) {
      return new TransferChecks(overWidth, List.of());
    }
    List<TrialState> deep =
        runs.stream().filter(run -> run.spec().shape().width() == spec.model().width()).toList();
    return new TransferChecks(
        overWidth,
        List.of(
            TransferCheck.ofDepths(
                SelectJob.outcomes(deep).stream()
                    .map(outcome -> TransferRun.ofDepth(outcome, rate))
                    .toList(),
                curves.chosenByDepth(deep, transferred),
                TieTolerance.DEFAULT)));
  }
}

package org.musweep.jobs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.FollowUpTrials;
import org.musweep.pipeline.selection.GrowthAxis;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.TieTolerance;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferRun;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * The transfer over width, and over depth and batch size where that was asked for.
 *
 * @param width the check over width
 * @param beyond those over depth and over the batch size
 */
record TransferChecks(TransferCheck width, Map<GrowthAxis, TransferCheck> beyond) {

  TransferChecks {
    beyond = Collections.unmodifiableMap(new TreeMap<>(beyond));
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
    context.display().phase("transfer check at " + places(spec));
    List<TrialState> runs = new ArrayList<>(trials.sweep().train(specs));
    finalistRuns.stream()
        .filter(run -> run.spec().configuration().equals(selection.chosen()))
        .forEach(runs::add);
    Runs all = new Runs(spec, followUps, selection.chosen(), runs, Curves.of(context));
    Map<GrowthAxis, TransferCheck> beyond = new EnumMap<>(GrowthAxis.class);
    if (!spec.transfer().change().checkDepths().isEmpty()) {
      beyond.put(GrowthAxis.DEPTH, all.overDepth());
    }
    if (!spec.transfer().change().checkBatchSizes().isEmpty()) {
      beyond.put(GrowthAxis.BATCH_SIZE, all.overBatchSize());
    }
    return new TransferChecks(all.overWidth(), beyond);
  }

  /** Whether one of them found that the choice does not hold. */
  boolean failed() {
    return Stream.concat(Stream.of(width), beyond.values().stream())
        .anyMatch(check -> check.verdict() instanceof TransferVerdict.Failed);
  }

  /** What was found beyond width, to be put behind what was found over it. */
  String beyondWidth() {
    return beyond.entrySet().stream()
        .map(
            check -> {
              TransferVerdict verdict = check.getValue().verdict();
              return "; over %s %s: %s"
                  .formatted(check.getKey().word(), verdict.outcome(), verdict.reasons().get(0));
            })
        .collect(Collectors.joining());
  }

  private static String places(SweepSpec spec) {
    List<Integer> depths = spec.transfer().change().checkDepths();
    List<Integer> batches = spec.transfer().change().checkBatchSizes();
    return "widths "
        + spec.transfer().checkWidths()
        + (depths.isEmpty() ? "" : ", depths " + depths)
        + (batches.isEmpty() ? "" : ", batch sizes " + batches);
  }

  /** What was trained for the checks, the chosen finalist's runs among them. */
  private record Runs(
      SweepSpec spec,
      FollowUpTrials followUps,
      Configuration chosen,
      List<TrialState> all,
      Curves curves) {

    TransferCheck overWidth() {
      List<TrialState> wide =
          trained(shape -> isAsTransferred(shape) && shape.depth() == spec.model().depth());
      return TransferCheck.of(
          runs(wide, GrowthAxis.WIDTH), curves.chosen(wide, transferred()), TieTolerance.DEFAULT);
    }

    TransferCheck overDepth() {
      List<TrialState> deep =
          trained(shape -> isAsTransferred(shape) && shape.width() == spec.model().width());
      return TransferCheck.ofDepths(
          runs(deep, GrowthAxis.DEPTH),
          curves.chosenByDepth(deep, transferred()),
          TieTolerance.DEFAULT);
    }

    /** Each batch size with the learning rate that the law gives there as the chosen one. */
    TransferCheck overBatchSize() {
      List<TransferRun> runs = new ArrayList<>();
      for (int batch : followUps.checkedBatchSizes()) {
        double rate = followUps.learningRate(followUps.batchSettings(chosen, batch));
        TrialShape wanted = followUps.batchShape(batch);
        SelectJob.outcomes(trained(wanted::equals)).stream()
            .map(outcome -> TransferRun.of(outcome, rate, GrowthAxis.BATCH_SIZE))
            .forEach(runs::add);
      }
      return TransferCheck.ofBatchSizes(runs, TieTolerance.DEFAULT);
    }

    private Configuration transferred() {
      return followUps.transferred(chosen);
    }

    private boolean isAsTransferred(TrialShape shape) {
      return shape.batchSize() == spec.transfer().batchSize(spec.training())
          && shape.steps() == spec.transfer().steps();
    }

    private List<TrialState> trained(Predicate<TrialShape> shape) {
      return all.stream().filter(run -> shape.test(run.spec().shape())).toList();
    }

    private List<TransferRun> runs(List<TrialState> states, GrowthAxis axis) {
      double rate = followUps.learningRate(transferred());
      return SelectJob.outcomes(states).stream()
          .map(outcome -> TransferRun.of(outcome, rate, axis))
          .toList();
    }
  }
}

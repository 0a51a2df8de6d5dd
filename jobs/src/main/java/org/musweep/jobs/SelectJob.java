package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.Finalists;
import org.musweep.pipeline.selection.FollowUpTrials;
import org.musweep.pipeline.selection.NothingToSelectException;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.selection.Selector;
import org.musweep.pipeline.selection.TieTolerance;
import org.musweep.pipeline.selection.TrainingCurve;
import org.musweep.pipeline.selection.TransferCheck;
import org.musweep.pipeline.selection.TransferDocument;
import org.musweep.pipeline.selection.TransferJson;
import org.musweep.pipeline.selection.TransferPlan;
import org.musweep.pipeline.selection.TransferRun;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.selection.TrialOutcome;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialSpec;

/** Runs the finalists, chooses among them, and checks that the choice holds at other widths. */
final class SelectJob implements Step {

  /** The step's name. */
  static final String NAME = "select";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public StepResult run(RunContext context) {
    SweepSpec spec = context.spec();
    FollowUpTrials followUps = new FollowUpTrials(spec);
    List<TrialOutcome> exploration = explored(context);
    List<Configuration> finalists = Finalists.pick(exploration, spec.search().finalists().count());
    if (finalists.isEmpty()) {
      return new StepResult(
          ExitCode.NOTHING_TO_SELECT, "select: nothing to select: no trial of the sweep completed");
    }
    Optional<StepResult> earlier = earlier(context, followUps, finalists);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    try (Trials trials = Trials.open(context)) {
      List<Long> seeds = SeedPlan.finalists(spec, spec.search().finalists().seeds());
      context
          .display()
          .phase("%d finalists on %d fresh seeds".formatted(finalists.size(), seeds.size()));
      List<TrialState> runs = trials.sweep().train(followUps.finalists(finalists, seeds));
      Selection selection =
          new Selector(spec.search().space(), TieTolerance.DEFAULT, spec.search().scientific())
              .select(exploration, outcomes(runs))
              .warned(
                  Origin.mixed(context.study().state())
                      .map(what -> "this run's trials do not go together: " + what)
                      .stream()
                      .toList());
      context.write(
          context.layout().selection(), SelectionJson.write(selection, Origin.provenance(context)));
      context.display().line("chosen: " + selection.chosen().text());
      TransferCheck check = check(context, trials, followUps, selection, runs);
      return finish(context, selection, check);
    } catch (NothingToSelectException e) {
      return new StepResult(ExitCode.NOTHING_TO_SELECT, "select: " + e.getMessage());
    }
  }

  /** What an earlier command found, if all that it trained is what would be trained now. */
  private static Optional<StepResult> earlier(
      RunContext context, FollowUpTrials followUps, List<Configuration> finalists) {
    SweepSpec spec = context.spec();
    Optional<Selection> selection = read(context);
    Optional<TransferDocument> transfer =
        context.read(context.layout().transfer()).map(TransferJson::read);
    if (selection.isEmpty() || transfer.isEmpty()) {
      return Optional.empty();
    }
    List<TrialSpec> needed =
        new ArrayList<>(
            followUps.finalists(
                finalists, SeedPlan.finalists(spec, spec.search().finalists().seeds())));
    needed.addAll(
        followUps.transferCheck(
            selection.get().chosen(), SeedPlan.finalists(spec, spec.transfer().seeds())));
    StudyState state = context.study().state();
    boolean done =
        needed.stream()
            .allMatch(trial -> state.trial(trial.id()).flatMap(TrialState::result).isPresent());
    return done
        ? Optional.of(
            result("select done earlier", selection.get(), transfer.get().check().verdict()))
        : Optional.empty();
  }

  /** The search's trials at the width of the sweep file; an extension may have others. */
  private static List<TrialOutcome> explored(RunContext context) {
    return outcomes(
        context.study().state().trials(Purpose.EXPLORATION).stream()
            .filter(trial -> trial.spec().shape().width() == context.spec().model().width())
            .toList());
  }

  private static TransferCheck check(
      RunContext context,
      Trials trials,
      FollowUpTrials followUps,
      Selection selection,
      List<TrialState> finalistRuns) {
    SweepSpec spec = context.spec();
    List<Long> seeds = SeedPlan.finalists(spec, spec.transfer().seeds());
    List<TrialSpec> specs = followUps.transferCheck(selection.chosen(), seeds);
    context.display().phase("transfer check at widths " + spec.transfer().checkWidths());
    List<TrialState> runs = new ArrayList<>(trials.sweep().train(specs));
    if (spec.transfer().steps() == spec.training().steps()) {
      finalistRuns.stream()
          .filter(run -> run.spec().configuration().equals(selection.chosen()))
          .forEach(runs::add);
    }
    double rate = followUps.learningRate(selection.chosen());
    List<TransferRun> transferRuns =
        outcomes(runs).stream().map(outcome -> TransferRun.of(outcome, rate)).toList();
    List<TrainingCurve> curves = Curves.of(context).chosen(runs, selection.chosen());
    return TransferCheck.of(transferRuns, curves, TieTolerance.DEFAULT);
  }

  private static StepResult finish(RunContext context, Selection selection, TransferCheck check) {
    SweepSpec spec = context.spec();
    ScalingPlan plan = scalingPlan(context);
    TransferPlan transferPlan =
        TransferPlan.of(
            selection.chosen(),
            spec.parametrization().base().width(spec.model()),
            spec.transfer().width(),
            spec.transfer().steps(),
            SeedPlan.wide(spec, 1),
            plan.factors(),
            plan.text());
    context.write(context.layout().scalingPlan(), ScalingPlanJson.write(plan));
    context.write(
        context.layout().transfer(),
        TransferJson.write(new TransferDocument(transferPlan, check, Origin.provenance(context))));
    TransferVerdict verdict = check.verdict();
    context.study().record(new Event.StepFinished(NAME, verdict.outcome()));
    return result("select", selection, verdict);
  }

  private static StepResult result(String start, Selection selection, TransferVerdict verdict) {
    String summary =
        "%s: %s; transfer check %s: %s"
            .formatted(start, selection.howSure(), verdict.outcome(), verdict.reasons().get(0));
    return verdict instanceof TransferVerdict.Failed
        ? new StepResult(ExitCode.TRANSFER_CHECK_FAILED, summary)
        : StepResult.done(summary);
  }

  private static ScalingPlan scalingPlan(RunContext context) {
    SweepSpec spec = context.spec();
    try (Dataset dataset = context.openData()) {
      return new StackFactory(spec, dataset.shape())
          .plan(
              spec.parametrization().rules().key(), spec.transfer().width(), spec.model().depth());
    }
  }

  static List<TrialOutcome> outcomes(List<TrialState> states) {
    return states.stream()
        .flatMap(
            state -> state.result().stream().map(result -> new TrialOutcome(state.spec(), result)))
        .toList();
  }

  /** The selection that an earlier command made. */
  static Optional<Selection> read(RunContext context) {
    return context.read(context.layout().selection()).map(SelectionJson::read);
  }
}

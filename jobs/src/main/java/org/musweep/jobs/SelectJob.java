package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.law.LawFactor;
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
import org.musweep.pipeline.selection.TransferDocument;
import org.musweep.pipeline.selection.TransferJson;
import org.musweep.pipeline.selection.TransferPlan;
import org.musweep.pipeline.selection.TransferVerdict;
import org.musweep.pipeline.selection.TransferredSettings;
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
      selection = FinalistNoise.measured(context, runs, selection);
      context.write(
          context.layout().selection(), SelectionJson.write(selection, Origin.provenance(context)));
      context.display().line("chosen: " + selection.chosen().text());
      return finish(
          context,
          selection,
          TransferChecks.of(
              context, trials, new FollowUpTrials(selection.completed(spec)), selection, runs));
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
    SweepSpec completed = selection.get().completed(spec);
    if (completed.transfer().change().lacksNoiseScale()) {
      return Optional.empty();
    }
    List<TrialSpec> needed =
        new ArrayList<>(
            followUps.finalists(
                finalists, SeedPlan.finalists(spec, spec.search().finalists().seeds())));
    needed.addAll(
        new FollowUpTrials(completed)
            .transferCheck(
                selection.get().chosen(), SeedPlan.finalists(spec, spec.transfer().seeds())));
    StudyState state = context.study().state();
    boolean done =
        needed.stream()
            .allMatch(trial -> state.trial(trial.id()).flatMap(TrialState::result).isPresent());
    return done
        ? Optional.of(
            result(
                "select done earlier",
                selection.get(),
                new TransferChecks(transfer.get().check(), transfer.get().beyond())))
        : Optional.empty();
  }

  /** The search's trials at the width of the sweep file; an extension may have others. */
  private static List<TrialOutcome> explored(RunContext context) {
    return outcomes(
        context.study().state().trials(Purpose.EXPLORATION).stream()
            .filter(trial -> trial.spec().shape().width() == context.spec().model().width())
            .toList());
  }

  private static StepResult finish(RunContext context, Selection selection, TransferChecks checks) {
    SweepSpec spec = context.spec();
    ScalingPlan plan = scalingPlan(context);
    TransferredSettings transferred =
        TransferredSettings.of(selection.completed(spec), selection.chosen());
    List<LawFactor> factors = new ArrayList<>(plan.factors());
    factors.addAll(transferred.factors());
    TransferPlan transferPlan =
        TransferPlan.of(
            transferred.configuration(),
            spec.parametrization().base().width(spec.model()),
            spec.transfer().width(),
            spec.transfer().depth(spec.model()),
            spec.transfer().batchSize(spec.training()),
            spec.transfer().steps(),
            SeedPlan.wide(spec, 1),
            factors,
            plan.text());
    context.write(context.layout().scalingPlan(), ScalingPlanJson.write(plan));
    context.write(
        context.layout().transfer(),
        TransferJson.write(
            new TransferDocument(
                transferPlan, checks.width(), checks.beyond(), Origin.provenance(context))));
    transferPlan.lines().forEach(context.display()::line);
    context.study().record(new Event.StepFinished(NAME, checks.width().verdict().outcome()));
    return result("select", selection, checks);
  }

  private static StepResult result(String start, Selection selection, TransferChecks checks) {
    TransferVerdict verdict = checks.width().verdict();
    String summary =
        "%s: %s; transfer check %s: %s"
                .formatted(start, selection.howSure(), verdict.outcome(), verdict.reasons().get(0))
            + checks.beyondWidth();
    return checks.failed()
        ? new StepResult(ExitCode.TRANSFER_CHECK_FAILED, summary)
        : StepResult.done(summary);
  }

  private static ScalingPlan scalingPlan(RunContext context) {
    SweepSpec spec = context.spec();
    try (Dataset dataset = context.openData()) {
      return new StackFactory(spec, dataset.shape())
          .plan(
              spec.parametrization().ruleSet(),
              spec.transfer().width(),
              spec.transfer().depth(spec.model()));
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

package org.musweep.pipeline.forecast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.selection.FollowUpTrials;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.CoordCheckSpec;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.Packing;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.Sweep;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * All that a sweep file asks to train, less what a study has done of it.
 *
 * @param spec the sweep file
 * @param done what is done; empty for a new run
 * @param wideDone whether the wide run is
 * @param slots how many packs run at once
 */
public record Workload(SweepSpec spec, StudyState done, boolean wideDone, int slots) {

  /** The parts, in the order in which they would run. */
  public List<WorkPart> parts() {
    List<WorkPart> parts = new ArrayList<>();
    CoordCheckSpec check = spec.coordCheck();
    int trainings = check.seeds() * check.learningRates().size();
    boolean checked = done.outcome("coord-check").isPresent();
    for (TrialShape shape : checked(check)) {
      // The first of the recorded steps is the initialization, which is a step to compute, too.
      long steps = checked ? 0 : (long) trainings * (check.steps() + 1);
      parts.add(
          new WorkPart(
              "coord-check",
              "coordinate check" + beyondWidth(shape),
              shape,
              trainings,
              steps,
              trainings));
    }
    int trials = spec.search().trials();
    parts.add(
        part(
            "sweep",
            "search",
            shape(spec.model().width()),
            trials,
            searched(),
            Purpose.EXPLORATION));
    int finalists =
        Math.min(spec.search().finalists().count(), trials) * spec.search().finalists().seeds();
    long finalSteps = (long) finalists * spec.training().steps();
    parts.add(
        part(
            "select",
            "finalists",
            shape(spec.model().width()),
            finalists,
            finalSteps,
            Purpose.FINALIST));
    transferCheck()
        .forEach(
            (shape, checks) ->
                parts.add(
                    part(
                        "select",
                        "transfer check",
                        shape,
                        checks,
                        (long) checks * shape.steps(),
                        Purpose.TRANSFER_CHECK)));
    long wide = wideDone ? 0 : spec.transfer().steps();
    parts.add(
        new WorkPart(
            "train",
            "wide run",
            new TrialShape(
                spec.parametrization().ruleSet(),
                spec.transfer().width(),
                spec.transfer().depth(spec.model()),
                spec.transfer().batchSize(spec.training()),
                spec.transfer().steps()),
            1,
            wide,
            1));
    return List.copyOf(parts);
  }

  /** What of a shape differs from the search's trials beside the width. */
  private String beyondWidth(TrialShape shape) {
    TrialShape own = shape(shape.width());
    return (shape.depth() == own.depth() ? "" : ", depth " + shape.depth())
        + (shape.batchSize() == own.batchSize() ? "" : ", batch " + shape.batchSize());
  }

  /** A trial of the search at some width. */
  TrialShape shape(int width) {
    return new TrialShape(
        spec.parametrization().ruleSet(),
        width,
        spec.model().depth(),
        spec.training().batchSize(),
        spec.training().steps());
  }

  /** The models of the coordinate check, over width and over depth. */
  private List<TrialShape> checked(CoordCheckSpec check) {
    List<TrialShape> shapes = new ArrayList<>(check.widths().stream().map(this::shape).toList());
    for (int depth : check.depths()) {
      TrialShape own = shape(spec.model().width());
      shapes.add(new TrialShape(own.rules(), own.width(), depth, own.batchSize(), own.steps()));
    }
    return shapes;
  }

  /** How many trainings of each shape the transfer check asks for, whatever is chosen. */
  private Map<TrialShape, Integer> transferCheck() {
    Configuration any = Configuration.of();
    SweepSpec sized =
        spec.transfer().change().lacksNoiseScale() ? spec.withMeasuredNoiseScale(1) : spec;
    Map<TrialShape, Integer> counts = new LinkedHashMap<>();
    for (TrialSpec trial :
        new FollowUpTrials(sized)
            .transferCheck(any, SeedPlan.finalists(spec, spec.transfer().seeds()))) {
      counts.merge(trial.shape(), 1, Integer::sum);
    }
    return counts;
  }

  private WorkPart part(
      String step, String what, TrialShape shape, int trainings, long steps, Purpose purpose) {
    long trained =
        done.trials(purpose).stream()
            .filter(trial -> trial.spec().shape().equals(shape))
            .mapToLong(trial -> trial.progress().step())
            .sum();
    boolean isOver =
        purpose == Purpose.EXPLORATION
            && done.outcome("sweep").isPresent()
            && Sweep.isExplored(spec, done);
    long left = isOver ? 0 : Math.max(0, steps - trained);
    return new WorkPart(
        step, what + beyondWidth(shape), shape, trainings, left, lanes(trainings, shape.width()));
  }

  private int lanes(int trainings, int width) {
    return Packing.of(spec, done, width)
        .split(trainings, Integer.MAX_VALUE, trainings, slots)
        .get(0);
  }

  /** Steps of the search, if one trial in the reduction factor goes on at each rung. */
  private long searched() {
    EarlyStoppingSpec stopping = spec.search().earlyStopping();
    int trials = spec.search().trials();
    if (stopping.rule() == EarlyStoppingSpec.Rule.NONE) {
      return (long) trials * spec.training().steps();
    }
    RungSchedule rungs =
        RungSchedule.of(spec.training().steps(), stopping.reductionFactor(), stopping.firstRung());
    long steps = 0;
    int before = 0;
    long reaching = trials;
    for (int step : rungs.steps()) {
      steps += reaching * (step - before);
      before = step;
      reaching =
          stopping.rule() == EarlyStoppingSpec.Rule.MEDIAN
              ? (reaching + 1) / 2
              : Math.max(1, reaching / stopping.reductionFactor());
    }
    return steps;
  }
}

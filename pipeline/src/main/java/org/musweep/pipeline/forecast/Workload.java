package org.musweep.pipeline.forecast;

import java.util.ArrayList;
import java.util.List;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.rung.RungSchedule;
import org.musweep.pipeline.sweep.CoordCheckSpec;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.Packing;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.trial.Purpose;

/**
 * All that a sweep file asks to train, less what a study has done of it.
 *
 * @param spec the sweep file
 * @param done what is done; empty for a new run
 * @param wideDone whether the wide run is
 * @param slots how many packs run at once
 */
public record Workload(SweepSpec spec, StudyState done, boolean wideDone, int slots) {

  /** The learning rates that a transfer check tries at each width: the chosen, half and twice. */
  private static final int CHECKED_RATES = 3;

  /** The parts, in the order in which they would run. */
  public List<WorkPart> parts() {
    List<WorkPart> parts = new ArrayList<>();
    CoordCheckSpec check = spec.coordCheck();
    int trainings = check.seeds() * check.learningRates().size();
    boolean checked = done.outcome("coord-check").isPresent();
    for (int width : check.widths()) {
      // The first of the recorded steps is the initialization, which is a step to compute, too.
      long steps = checked ? 0 : (long) trainings * (check.steps() + 1);
      parts.add(
          new WorkPart("coord-check", "coordinate check", width, trainings, steps, trainings));
    }
    int trials = spec.search().trials();
    parts.add(
        part("sweep", "search", spec.model().width(), trials, searched(), Purpose.EXPLORATION));
    int finalists =
        Math.min(spec.search().finalists().count(), trials) * spec.search().finalists().seeds();
    long finalSteps = (long) finalists * spec.training().steps();
    parts.add(
        part("select", "finalists", spec.model().width(), finalists, finalSteps, Purpose.FINALIST));
    for (int width : spec.transfer().checkWidths()) {
      int checks = CHECKED_RATES * spec.transfer().seeds();
      long steps = (long) checks * spec.transfer().steps();
      parts.add(part("select", "transfer check", width, checks, steps, Purpose.TRANSFER_CHECK));
    }
    long wide = wideDone ? 0 : spec.transfer().steps();
    parts.add(new WorkPart("train", "wide run", spec.transfer().width(), 1, wide, 1));
    return List.copyOf(parts);
  }

  private WorkPart part(
      String step, String what, int width, int trainings, long steps, Purpose purpose) {
    long trained =
        done.trials(purpose).stream()
            .filter(trial -> trial.spec().shape().width() == width)
            .mapToLong(trial -> trial.progress().step())
            .sum();
    boolean isOver = purpose == Purpose.EXPLORATION && done.outcome("sweep").isPresent();
    long left = isOver ? 0 : Math.max(0, steps - trained);
    return new WorkPart(step, what, width, trainings, left, lanes(trainings, width));
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

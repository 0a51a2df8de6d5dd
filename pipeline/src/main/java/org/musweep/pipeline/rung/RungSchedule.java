package org.musweep.pipeline.rung;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The steps at which trials are compared.
 *
 * <p>Source: arXiv:1810.05934 (ASHA), with R for the last of the steps and η for the reduction
 * factor.
 *
 * @param steps of the rungs, in optimizer steps, ascending; the last is the horizon
 * @param reductionFactor of the trials at a rung, one in that many goes on
 */
public record RungSchedule(List<Integer> steps, int reductionFactor) {

  /** A ranking earlier than this share of the horizon is not to be trusted. */
  private static final double TRUSTED_SHARE = 0.25;

  /** Rounding errors of shares such as 1/3 do not cost a rung. */
  private static final double TOLERANCE = 1e-9;

  /** Copies the steps and checks that they ascend from at least 1. */
  public RungSchedule {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("Invalid rungs: there are none (must have at least one)");
    }
    int previous = 0;
    for (int step : steps) {
      if (step <= previous) {
        throw new IllegalArgumentException(
            "Invalid rungs: " + steps + " (must ascend from at least 1)");
      }
      previous = step;
    }
    if (reductionFactor < 2) {
      throw new IllegalArgumentException(
          "Invalid reduction factor: " + reductionFactor + " (must be at least 2)");
    }
  }

  /**
   * Rungs at R, R/η, R/η² and so on, down to the last one that is not below a share of R. Steps are
   * rounded up.
   *
   * @param maxSteps R, the horizon
   * @param reductionFactor η
   * @param firstRungShare of the horizon, more than 0 and at most 1
   */
  public static RungSchedule of(int maxSteps, int reductionFactor, double firstRungShare) {
    if (!(firstRungShare > 0 && firstRungShare <= 1)) {
      throw new IllegalArgumentException(
          "Invalid first rung: " + firstRungShare + " (must be more than 0 and at most 1)");
    }
    RungSchedule horizonOnly = new RungSchedule(List.of(maxSteps), reductionFactor);
    ArrayDeque<Integer> steps = new ArrayDeque<>(horizonOnly.steps());
    long divisor = reductionFactor;
    while (divisor * firstRungShare <= 1 + TOLERANCE) {
      int step = (int) ((maxSteps + divisor - 1) / divisor);
      if (step == steps.getFirst()) {
        break;
      }
      steps.addFirst(step);
      divisor *= reductionFactor;
    }
    return new RungSchedule(List.copyOf(steps), reductionFactor);
  }

  /** The horizon alone: no trial is compared before it. */
  public static RungSchedule horizonOnly(int maxSteps) {
    return new RungSchedule(List.of(maxSteps), 2);
  }

  /** The number of rungs. */
  public int count() {
    return steps.size();
  }

  /** The index of the rung at the horizon. */
  public int lastRung() {
    return count() - 1;
  }

  /** The step of a rung, counted from 0. */
  public int step(int rung) {
    return steps.get(rung);
  }

  /** The horizon, in optimizer steps. */
  public int maxSteps() {
    return step(lastRung());
  }

  /** The index of the rung at exactly that step. */
  public OptionalInt rungAt(int step) {
    int rung = steps.indexOf(step);
    return rung < 0 ? OptionalInt.empty() : OptionalInt.of(rung);
  }

  /**
   * Why trials may be compared too early: before twice the warm-up or a quarter of the horizon, the
   * largest learning rates that do not diverge still look best. Empty if the first rung is late
   * enough.
   *
   * @param warmupShare of the horizon
   */
  public Optional<String> caution(double warmupShare) {
    double trusted = Math.max(2 * warmupShare, TRUSTED_SHARE) * maxSteps();
    if (count() == 1 || step(0) >= trusted - TOLERANCE * maxSteps()) {
      return Optional.empty();
    }
    return Optional.of(
        ("The first rung is at step %d of %d, but before step %d (twice the warm-up, at least a"
                + " quarter of the horizon) learning rates that are too large look best")
            .formatted(step(0), maxSteps(), (int) Math.ceil(trusted - TOLERANCE)));
  }
}

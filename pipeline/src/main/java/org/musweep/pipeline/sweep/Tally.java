package org.musweep.pipeline.sweep;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sweep.SweepProgress.Best;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Sums over the trials of a search, kept up to date: a trial leaves before it changes and enters
 * after.
 */
final class Tally {

  private static final int FEWEST = 8;
  private static final Comparator<Best> BEST_FIRST =
      Comparator.comparingInt((Best best) -> -best.step()).thenComparingDouble(Best::loss);

  private final Collection<TrackedTrial> trials;
  private final double minImprovement;
  private int suggested;
  private int running;
  private int paused;
  private int completed;
  private int diverged;
  private int stopped;
  private int failed;
  private int heardOf;
  private int unknown;
  private long steps;
  private Optional<Best> best = Optional.empty();
  private double bestCompleted = Double.POSITIVE_INFINITY;
  private int endedSinceImprovement;

  /** Sums over trials of which none has entered yet. */
  Tally(Collection<TrackedTrial> trials, double minImprovement) {
    this.trials = trials;
    this.minImprovement = minImprovement;
  }

  void enter(TrackedTrial trial) {
    count(trial, 1);
    if (trial.hasSoundLoss()) {
      propose(trial);
    } else if (best.filter(one -> one.trial().equals(trial.spec)).isPresent()) {
      best = Optional.empty();
      trials.stream().filter(TrackedTrial::hasSoundLoss).forEach(this::propose);
    }
  }

  void leave(TrackedTrial trial) {
    count(trial, -1);
  }

  /** Notes that a trial has just ended: whether it brought an improvement. */
  void ended(TrialResult result) {
    if (result instanceof TrialResult.Completed completed
        && completed.loss() < bestCompleted - minImprovement) {
      bestCompleted = completed.loss();
      endedSinceImprovement = 0;
    } else {
      endedSinceImprovement++;
    }
  }

  private void propose(TrackedTrial trial) {
    Best candidate = new Best(trial.spec, trial.step, trial.loss);
    if (best.isEmpty() || BEST_FIRST.compare(candidate, best.get()) < 0) {
      best = Optional.of(candidate);
    }
  }

  private void count(TrackedTrial trial, int sign) {
    steps += (long) sign * trial.step;
    unknown += trial.hasEnded() || trial.step > 0 ? 0 : sign;
    heardOf += trial.hasEnded() || trial.step > 0 ? sign : 0;
    switch (trial.status) {
      case SUGGESTED -> suggested += sign;
      case RUNNING -> running += sign;
      case PAUSED -> paused += sign;
      case ENDED -> count(trial.result.orElseThrow(), sign);
    }
  }

  private void count(TrialResult result, int sign) {
    if (result instanceof TrialResult.Completed) {
      completed += sign;
    } else if (result instanceof TrialResult.Diverged) {
      diverged += sign;
    } else if (result instanceof TrialResult.Stopped) {
      stopped += sign;
    } else {
      failed += sign;
    }
  }

  StudyCounts counts() {
    return new StudyCounts(suggested, running, paused, completed, diverged, stopped, failed);
  }

  /** Optimizer steps done, by all trials together. */
  long steps() {
    return steps;
  }

  /** How many trials were suggested of which nothing is known yet. */
  int unknown() {
    return unknown;
  }

  /** The best of the trials that went furthest. */
  Optional<Best> best() {
    return best;
  }

  /** How many trials have ended since the best loss at the horizon was last improved. */
  int endedSinceImprovement() {
    return endedSinceImprovement;
  }

  /**
   * Why a search should be stopped: everything that was heard of so far has failed, and that is
   * half of the search, at least eight trials, or all of them.
   *
   * @param planned trials of the search, those not suggested yet included
   */
  Optional<String> nothingWorks(int planned) {
    int enough = Math.min(planned, Math.max(FEWEST, (planned + 1) / 2));
    if (heardOf < enough || failed < heardOf) {
      return Optional.empty();
    }
    return trials.stream()
        .filter(trial -> trial.status == TrialStatus.ENDED)
        .findFirst()
        .map(
            first ->
                "all of its first %d trials failed; the first, %s: %s"
                    .formatted(
                        heardOf,
                        first.spec.id(),
                        ((TrialResult.Failed) first.result.orElseThrow()).reason()));
  }
}

package org.musweep.pipeline.selection;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.space.Configuration;

/** Chooses the configurations that are trained again on fresh seeds. */
public final class Finalists {

  private Finalists() {}

  /**
   * The best configurations of the exploration by final loss; equal losses in the order of the
   * trials. Only trials that completed their horizon count; the result has fewer entries than asked
   * for if there are not enough of them, and none twice.
   *
   * @param count how many are wanted
   * @throws NothingToSelectException if no trial completed
   */
  public static List<Configuration> pick(List<TrialOutcome> exploration, int count) {
    List<Configuration> best =
        ranked(exploration).stream()
            .map(TrialOutcome::configuration)
            .distinct()
            .limit(count)
            .toList();
    if (best.isEmpty()) {
      throw new NothingToSelectException(nothingCompleted(exploration));
    }
    return best;
  }

  /** Trials that completed their horizon, from best to worst. */
  static List<TrialOutcome> ranked(List<TrialOutcome> exploration) {
    return exploration.stream()
        .filter(outcome -> outcome.finalLoss().isPresent())
        .sorted(
            Comparator.comparingDouble((TrialOutcome outcome) -> outcome.finalLoss().orElseThrow())
                .thenComparingInt(outcome -> outcome.spec().index()))
        .toList();
  }

  static String nothingCompleted(List<TrialOutcome> exploration) {
    TrialCounts counts = TrialCounts.of(exploration);
    return String.format(
        Locale.ROOT,
        "Cannot select settings: none of %d trials completed its horizon with a finite loss"
            + " (%d diverged, %d failed, %d stopped)",
        counts.total(),
        counts.diverged(),
        counts.failed(),
        counts.stopped());
  }
}

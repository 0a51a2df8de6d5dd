package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.space.Edge;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Looks for hyperparameters whose best values lie at an edge of their range: the best trial, or
 * more than half of the best five, or the minimum of what is fitted to the losses.
 *
 * @param space whose ranges are checked
 */
record BoundaryCheck(SearchSpace space) {

  private static final double CLOSE = 0.05;
  private static final int BEST = 5;

  List<BoundaryHit> of(List<TrialOutcome> exploration) {
    List<TrialOutcome> ranked = Finalists.ranked(exploration);
    List<TrialOutcome> best = ranked.stream().limit(BEST).toList();
    FittedTrend trend = FittedTrend.of(space, ranked);
    List<BoundaryHit> hits = new ArrayList<>();
    for (Hyperparameter hyperparameter : space.hyperparameters()) {
      for (Edge edge : Edge.values()) {
        hit(hyperparameter, edge, best, exploration, trend).ifPresent(hits::add);
      }
    }
    return hits;
  }

  private static Optional<BoundaryHit> hit(
      Hyperparameter hyperparameter,
      Edge edge,
      List<TrialOutcome> best,
      List<TrialOutcome> exploration,
      FittedTrend trend) {
    long close = best.stream().filter(outcome -> isClose(outcome, hyperparameter, edge)).count();
    boolean bestIsClose = !best.isEmpty() && isClose(best.get(0), hyperparameter, edge);
    boolean mostAreClose = 2 * close > best.size();
    boolean fitted = trend.fallsAt(hyperparameter, edge);
    if (!bestIsClose && !mostAreClose && !fitted) {
      return Optional.empty();
    }
    return Optional.of(
        new BoundaryHit(
            hyperparameter.name(),
            edge,
            (int) close,
            best.size(),
            fitted,
            isBlocked(hyperparameter, edge, exploration)));
  }

  /** Whether at least half of the trials close to the edge diverged. */
  private static boolean isBlocked(
      Hyperparameter hyperparameter, Edge edge, List<TrialOutcome> exploration) {
    List<TrialOutcome> there =
        exploration.stream().filter(outcome -> isClose(outcome, hyperparameter, edge)).toList();
    long diverged = there.stream().filter(o -> o.result() instanceof TrialResult.Diverged).count();
    return diverged > 0 && 2 * diverged >= there.size();
  }

  private static boolean isClose(TrialOutcome outcome, Hyperparameter hyperparameter, Edge edge) {
    Optional<SettingValue> value = outcome.configuration().value(hyperparameter.name());
    return value
        .filter(hyperparameter.distribution()::contains)
        .flatMap(number -> hyperparameter.distribution().nearEdge(number, CLOSE))
        .filter(edge::equals)
        .isPresent();
  }
}

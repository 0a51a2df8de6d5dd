package org.musweep.pipeline.sampling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;

/** One suggestion of a {@link TpeSampler}. */
final class TpeSuggestion {

  /** Optuna draws 24; more find the same optima with fewer trials. See docs/search.md. */
  private static final int CANDIDATES = 96;

  /** Draws for each candidate wanted, where constraints refuse some. */
  private static final int PATIENCE = 50;

  private static final double BEST_SHARE = 0.1;
  private static final int MOST_BEST = 25;
  private static final long STREAM = 1;

  /** The power of the feasible share: with 1, four axes let a quarter of the points diverge. */
  private static final double CAUTION = 2;

  private final SearchSpace space;
  private final History history;
  private final Draws draws;
  private final Map<String, SettingValue> chosen = new HashMap<>();

  TpeSuggestion(SearchSpace space, History history, long seed, int index) {
    this.space = space;
    this.history = history;
    draws = new Draws(seed, STREAM, index);
  }

  /** The suggestion; empty if no point was found that keeps the constraints. */
  Optional<Configuration> configuration() {
    for (Coordinates group : Coordinates.groups(space)) {
      String first = group.hyperparameters().get(0).name();
      if (space.isActive(first, partial(Map.of())) && !choose(group)) {
        return Optional.empty();
      }
    }
    return Optional.of(space.configuration(one -> Objects.requireNonNull(chosen.get(one.name()))));
  }

  private boolean choose(Coordinates group) {
    Placed placed = Placed.of(group, history.observations());
    Split split = split(group, placed);
    List<Axis> axes = group.axes();
    var better = new ParzenEstimator(axes, split.best());
    var worse = new ParzenEstimator(axes, split.others());
    FeasibleShare feasible = FeasibleShare.of(axes, placed);
    Map<String, SettingValue> best = Map.of();
    double highest = Double.NEGATIVE_INFINITY;
    int candidates = 0;
    for (int draw = 0; draw < CANDIDATES * PATIENCE && candidates < CANDIDATES; draw++) {
      double[] point = better.draw(draws);
      Map<String, SettingValue> values = group.values(point);
      if (!space.constraints().isEmpty() && space.violation(partial(values)) > 0) {
        continue;
      }
      candidates++;
      double gain = better.logDensity(point) - worse.logDensity(point);
      if (gain <= highest) {
        continue; // a share adds nothing
      }
      double score = gain + CAUTION * feasible.logShare(point);
      if (score > highest || best.isEmpty()) {
        highest = score;
        best = values;
      }
    }
    chosen.putAll(best);
    return !best.isEmpty();
  }

  /** What is chosen so far, with more values; not all that a configuration has. */
  private Configuration partial(Map<String, SettingValue> more) {
    List<Setting> settings = new ArrayList<>();
    chosen.forEach((name, value) -> settings.add(new Setting(name, value)));
    more.forEach((name, value) -> settings.add(new Setting(name, value)));
    return new Configuration(settings);
  }

  private record Split(List<double[]> best, List<double[]> others) {}

  /** The best trials, and the others, pending ones last. */
  private Split split(Coordinates group, Placed placed) {
    int count = placed.points().size();
    int wanted = Math.min(MOST_BEST, (int) Math.ceil(BEST_SHARE * count));
    BitSet best = Standings.best(placed.observations(), wanted);
    List<double[]> below = new ArrayList<>(wanted);
    List<double[]> above = new ArrayList<>(count);
    for (int number = 0; number < count; number++) {
      (best.get(number) ? below : above).add(placed.points().get(number));
    }
    history.pending().forEach(pending -> group.of(pending).ifPresent(above::add));
    return new Split(below, above);
  }
}

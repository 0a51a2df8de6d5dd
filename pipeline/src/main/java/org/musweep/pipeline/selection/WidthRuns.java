package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.musweep.pipeline.trial.TrialResult;

/**
 * The runs of one width, ordered by learning rate.
 *
 * @param width the model's width
 * @param rates in ascending order of their factors
 */
record WidthRuns(int width, List<RateLoss> rates) {

  static WidthRuns of(int width, List<TransferRun> runs) {
    NavigableMap<Double, List<TransferRun>> byFactor = new TreeMap<>();
    for (TransferRun run : runs) {
      if (run.width() == width) {
        byFactor.computeIfAbsent(run.factor(), factor -> new ArrayList<>()).add(run);
      }
    }
    List<RateLoss> rates = new ArrayList<>();
    byFactor.forEach((factor, atRate) -> rates.add(rate(factor, atRate)));
    return new WidthRuns(width, rates);
  }

  private static RateLoss rate(double factor, List<TransferRun> runs) {
    Map<Long, Double> bySeed = new TreeMap<>();
    for (TransferRun run : runs) {
      run.finalLoss().ifPresent(loss -> bySeed.put(run.seed(), loss));
    }
    List<SeedLoss> losses =
        bySeed.entrySet().stream().map(e -> new SeedLoss(e.getKey(), e.getValue())).toList();
    int diverged =
        (int) runs.stream().filter(r -> r.result() instanceof TrialResult.Diverged).count();
    double mean =
        losses.isEmpty()
            ? Double.POSITIVE_INFINITY
            : new Sample(losses.stream().map(SeedLoss::loss).toList()).mean();
    return new RateLoss(factor, losses, mean, diverged);
  }

  /** The chosen learning rate. */
  Optional<RateLoss> chosen() {
    return rates.stream().filter(rate -> rate.factor() == 1).findFirst();
  }

  /** Rates without a diverged run that completed some seed. */
  List<RateLoss> usable() {
    return rates.stream().filter(rate -> rate.diverged() == 0 && !rate.losses().isEmpty()).toList();
  }

  /** The usable rates on the seeds that all of them completed, at least one; else empty. */
  Optional<BlockDesign> design() {
    List<RateLoss> usable = usable();
    if (usable.isEmpty()) {
      return Optional.empty();
    }
    NavigableSet<Long> seeds = seeds(usable.get(0));
    usable.forEach(rate -> seeds.retainAll(seeds(rate)));
    if (seeds.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new BlockDesign(usable.stream().map(rate -> losses(rate, seeds)).toList()));
  }

  /** The check of this width; empty if the chosen rate cannot be compared. */
  Optional<WidthCheck> check(Noise noise) {
    List<RateLoss> usable = usable();
    Optional<BlockDesign> found = design();
    if (found.isEmpty() || usable.stream().noneMatch(rate -> rate.factor() == 1)) {
      return Optional.empty();
    }
    BlockDesign design = found.get();
    int chosen = usable.indexOf(chosen().orElseThrow());
    int best = 0;
    for (int i = 1; i < usable.size(); i++) {
      boolean chosenTies = i == chosen && design.mean(i) == design.mean(best);
      if (design.mean(i) < design.mean(best) || chosenTies) {
        best = i;
      }
    }
    return Optional.of(
        new WidthCheck(
            width,
            rates,
            usable.get(best).factor(),
            regret(design, chosen, best, noise),
            OptimumDrift.of(
                usable.stream()
                    .map(rate -> rate.withMean(design.mean(usable.indexOf(rate))))
                    .toList())));
  }

  /**
   * The loss that the best rate would have saved. Its interval reaches from what the best rate
   * surely saves to what any rate may save.
   */
  private static Estimate regret(BlockDesign design, int chosen, int best, Noise noise) {
    int seeds = design.seeds();
    List<Estimate> savings = new ArrayList<>();
    for (int i = 0; i < design.losses().size(); i++) {
      if (i != chosen) {
        savings.add(design.difference(chosen, i, noise));
      }
    }
    if (savings.isEmpty()) {
      return Estimate.withoutNoise(0, seeds);
    }
    double low = savings.stream().mapToDouble(Estimate::low).max().orElseThrow();
    double high = savings.stream().mapToDouble(Estimate::high).max().orElseThrow();
    Estimate most = savings.stream().max(Comparator.comparingDouble(Estimate::mean)).orElseThrow();
    double mean = best == chosen ? 0 : most.mean();
    return new Estimate(mean, most.standardError(), Math.max(0, low), Math.max(mean, high), seeds);
  }

  static NavigableSet<Long> seeds(RateLoss rate) {
    NavigableSet<Long> seeds = new TreeSet<>();
    rate.losses().forEach(loss -> seeds.add(loss.seed()));
    return seeds;
  }

  static List<Double> losses(RateLoss rate, NavigableSet<Long> seeds) {
    return rate.losses().stream()
        .filter(loss -> seeds.contains(loss.seed()))
        .map(SeedLoss::loss)
        .toList();
  }
}

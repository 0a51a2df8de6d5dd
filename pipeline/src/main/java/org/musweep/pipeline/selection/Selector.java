package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.musweep.pipeline.selection.Selection.Basis;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Chooses settings from the finalists' runs on fresh shared seeds.
 *
 * <p>A finalist ties with the best if the 95 % interval of their paired difference contains 0 or
 * the difference is below the tie margin; the medoid of the ties is chosen. The exploration's own
 * losses are not used where there are fresh ones, because the best of many noisy losses is biased
 * low.
 *
 * @param space that was searched
 * @param tolerance what counts as equally good
 * @param scientific hyperparameters that the search compares
 */
public record Selector(SearchSpace space, TieTolerance tolerance, List<String> scientific) {

  /** Copies the names. */
  public Selector {
    scientific = List.copyOf(scientific);
  }

  /** A selector for a search that compares no hyperparameter for its own sake. */
  public Selector(SearchSpace space, TieTolerance tolerance) {
    this(space, tolerance, List.of());
  }

  /**
   * Chooses among the finalists; among the exploration's completed trials if no finalist was run.
   *
   * @param exploration all trials of the search
   * @param finalistRuns runs of finalists, each configuration on each of the shared seeds
   * @throws NothingToSelectException if no trial completed, or no finalist is stable
   */
  public Selection select(List<TrialOutcome> exploration, List<TrialOutcome> finalistRuns) {
    if (finalistRuns.isEmpty()) {
      return conclude(explored(exploration), List.of(), Basis.EXPLORATION, exploration);
    }
    Map<Configuration, List<TrialOutcome>> runs = new LinkedHashMap<>();
    for (TrialOutcome run : finalistRuns) {
      runs.computeIfAbsent(run.configuration(), c -> new ArrayList<>()).add(run);
    }
    List<Candidate> stable = new ArrayList<>();
    List<Finalist> incomparable = new ArrayList<>();
    runs.forEach(
        (configuration, outcomes) -> {
          Candidate candidate = Candidate.of(configuration, outcomes);
          if (outcomes.stream().anyMatch(o -> o.result() instanceof TrialResult.Diverged)) {
            incomparable.add(candidate.standing(Standing.UNSTABLE));
          } else if (candidate.losses().isEmpty()) {
            incomparable.add(candidate.standing(Standing.INCOMPLETE));
          } else {
            stable.add(candidate);
          }
        });
    if (stable.isEmpty()) {
      throw new NothingToSelectException(
          "Cannot select settings: none of %d finalists completed on all its seeds (%d diverged)"
              .formatted(
                  runs.size(),
                  incomparable.stream().filter(f -> f.standing() == Standing.UNSTABLE).count()));
    }
    Set<Long> seeds = comparableSeeds(stable);
    List<Candidate> comparable = new ArrayList<>();
    for (Candidate candidate : stable) {
      if (candidate.seeds().equals(seeds)) {
        comparable.add(candidate);
      } else {
        incomparable.add(candidate.standing(Standing.INCOMPLETE));
      }
    }
    return conclude(comparable, incomparable, Basis.FRESH_SEEDS, exploration);
  }

  private static List<Candidate> explored(List<TrialOutcome> exploration) {
    Map<Configuration, Candidate> best = new LinkedHashMap<>();
    for (TrialOutcome trial : Finalists.ranked(exploration)) {
      best.putIfAbsent(trial.configuration(), Candidate.of(trial.configuration(), List.of(trial)));
    }
    if (best.isEmpty()) {
      throw new NothingToSelectException(Finalists.nothingCompleted(exploration));
    }
    return List.copyOf(best.values());
  }

  /** The seeds to compare on: the largest set that candidates share, then the most common one. */
  private static Set<Long> comparableSeeds(List<Candidate> candidates) {
    Map<Set<Long>, Long> sets =
        candidates.stream()
            .collect(
                Collectors.groupingBy(Candidate::seeds, LinkedHashMap::new, Collectors.counting()));
    return sets.entrySet().stream()
        .max(
            Comparator.comparingInt((Map.Entry<Set<Long>, Long> entry) -> entry.getKey().size())
                .thenComparing(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }

  private Selection conclude(
      List<Candidate> candidates,
      List<Finalist> incomparable,
      Basis basis,
      List<TrialOutcome> exploration) {
    List<Candidate> ranked =
        candidates.stream().sorted(Comparator.comparingDouble(Candidate::mean)).toList();
    BlockDesign design = new BlockDesign(ranked.stream().map(Candidate::values).toList());
    Noise noise = design.noise();
    double margin = tolerance.margin(ranked.get(0).mean());
    List<Estimate> behind =
        IntStream.range(0, ranked.size())
            .mapToObj(
                i -> i == 0 ? Estimate.exactly(0, design.seeds()) : design.difference(i, 0, noise))
            .toList();
    List<Integer> tied =
        IntStream.range(0, ranked.size()).filter(i -> ties(behind.get(i), margin)).boxed().toList();
    int chosen =
        tied.get(
            new Medoid(space).of(tied.stream().map(i -> ranked.get(i).configuration()).toList()));

    List<Finalist> finalists = new ArrayList<>();
    for (int i = 0; i < ranked.size(); i++) {
      Standing standing = tied.contains(i) ? Standing.TIED : Standing.BEHIND;
      finalists.add(
          ranked.get(i).finalist(behind.get(i), i == chosen ? Standing.CHOSEN : standing));
    }
    finalists.addAll(incomparable);
    TrialCounts counts = TrialCounts.of(exploration);
    List<BoundaryHit> hits = new BoundaryCheck(space).of(exploration);
    List<String> warnings =
        new SelectionWarnings(finalists, basis, noise, design.seeds(), margin).with(counts, hits);
    return new Selection(
        ranked.get(chosen).configuration(),
        basis,
        finalists,
        margin,
        counts,
        hits,
        warnings,
        new Judge(space, scientific).of(exploration));
  }

  private static boolean ties(Estimate behind, double margin) {
    return behind.mean() < margin
        || behind.mean() == 0
        || (behind.hasInterval() && behind.contains(0));
  }

  /** A configuration with its usable losses in the order of the seeds. */
  private record Candidate(Configuration configuration, List<SeedLoss> losses) {

    static Candidate of(Configuration configuration, List<TrialOutcome> runs) {
      Map<Long, Double> bySeed = new TreeMap<>();
      for (TrialOutcome run : runs) {
        run.finalLoss().ifPresent(loss -> bySeed.put(run.spec().seed(), loss));
      }
      return new Candidate(
          configuration,
          bySeed.entrySet().stream()
              .map(entry -> new SeedLoss(entry.getKey(), entry.getValue()))
              .toList());
    }

    Set<Long> seeds() {
      return losses.stream().map(SeedLoss::seed).collect(Collectors.toCollection(TreeSet::new));
    }

    List<Double> values() {
      return losses.stream().map(SeedLoss::loss).toList();
    }

    double mean() {
      return new Sample(values()).mean();
    }

    Finalist finalist(Estimate behindBest, Standing standing) {
      return new Finalist(configuration, losses, Estimate.ofSample(values()), behindBest, standing);
    }

    Finalist standing(Standing standing) {
      Estimate unknown = Estimate.withoutNoise(Double.POSITIVE_INFINITY, 0);
      return losses.isEmpty()
          ? new Finalist(configuration, losses, unknown, unknown, standing)
          : finalist(unknown, standing);
    }
  }
}

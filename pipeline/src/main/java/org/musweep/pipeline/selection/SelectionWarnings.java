package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.musweep.pipeline.selection.Selection.Basis;

/** What a careful person would say about a selection. */
record SelectionWarnings(
    List<Finalist> finalists, Basis basis, Noise noise, int seeds, double margin) {

  /** A larger share of infeasible trials than this points at a bad space or a bug. */
  private static final double INFEASIBLE_SHARE = 0.25;

  List<String> with(TrialCounts counts, List<BoundaryHit> hits) {
    List<String> warnings = new ArrayList<>();
    hits.forEach(hit -> warnings.add(hit.text()));
    if (counts.infeasibleShare() > INFEASIBLE_SHARE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%.0f %% of the %d trials were infeasible (%d diverged, %d failed):"
                  + " narrow the space, or look for a mistake",
              100 * counts.infeasibleShare(),
              counts.total(),
              counts.diverged(),
              counts.failed()));
    }
    long unstable = finalists.stream().filter(f -> f.standing() == Standing.UNSTABLE).count();
    if (unstable > 0) {
      warnings.add(
          "%d of %d finalists diverged on a fresh seed: the best settings lie near instability"
              .formatted(unstable, finalists.size()));
    }
    long incomplete = finalists.stream().filter(f -> f.standing() == Standing.INCOMPLETE).count();
    if (incomplete > 0) {
      warnings.add(
          "%d of %d finalists lack runs and were left out".formatted(incomplete, finalists.size()));
    }
    addNoise(warnings);
    return warnings;
  }

  private void addNoise(List<String> warnings) {
    if (basis == Basis.EXPLORATION) {
      warnings.add(
          "no finalist was run on fresh seeds: the noise is unknown, and the best loss is biased"
              + " low");
      return;
    }
    if (seeds < 2) {
      warnings.add("finalists were run on one seed only: the noise is unknown");
      return;
    }
    if (noise.known() && margin > 0) {
      double standardError = noise.ofDifference(0, seeds).standardError();
      if (standardError > margin) {
        warnings.add(
            String.format(
                Locale.ROOT,
                "high noise: differences between finalists have a standard error of %.3f, more than"
                    + " the tie margin of %.3f; %d seeds would bring it there",
                standardError,
                margin,
                noise.seedsForStandardError(margin)));
      }
    }
  }
}

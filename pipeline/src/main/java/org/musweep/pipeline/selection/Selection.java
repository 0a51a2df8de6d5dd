package org.musweep.pipeline.selection;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SweepSpec;

/**
 * The settings that a sweep arrives at, and how sure that is.
 *
 * @param chosen the medoid of the tie set: a point that was trained
 * @param basis what the finalists' losses come from
 * @param finalists comparable ones from best to worst by mean loss, then those that are not
 *     comparable; at least one
 * @param tieMargin difference in loss, in nats, below which finalists tie
 * @param exploration how the trials of the search ended
 * @param boundaryHits hyperparameters whose best values lie at an edge of their range
 * @param warnings what a careful person would say about this choice; the boundary hits included
 * @param judgement what the search tells beyond its winner
 * @param noiseScale the gradient noise scale that the winner's runs measured, in examples; 0 where
 *     none was asked for
 */
public record Selection(
    Configuration chosen,
    Basis basis,
    List<Finalist> finalists,
    double tieMargin,
    TrialCounts exploration,
    List<BoundaryHit> boundaryHits,
    List<String> warnings,
    Judgement judgement,
    double noiseScale) {

  /** A selection without a noise scale. */
  public Selection(
      Configuration chosen,
      Basis basis,
      List<Finalist> finalists,
      double tieMargin,
      TrialCounts exploration,
      List<BoundaryHit> boundaryHits,
      List<String> warnings,
      Judgement judgement) {
    this(chosen, basis, finalists, tieMargin, exploration, boundaryHits, warnings, judgement, 0);
  }

  /** A selection of which only the choice is known. */
  public Selection(
      Configuration chosen,
      Basis basis,
      List<Finalist> finalists,
      double tieMargin,
      TrialCounts exploration,
      List<BoundaryHit> boundaryHits,
      List<String> warnings) {
    this(chosen, basis, finalists, tieMargin, exploration, boundaryHits, warnings, Judgement.NONE);
  }

  /** What losses a selection compares. */
  public enum Basis {
    /** Fresh runs of the finalists on shared seeds. */
    FRESH_SEEDS,
    /** The search's own trials, one seed each: the winner's loss is biased low. */
    EXPLORATION;

    /** Lower case with dashes, as documents show it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Copies the lists and checks that the chosen settings are among the finalists. */
  public Selection {
    finalists = List.copyOf(finalists);
    boundaryHits = List.copyOf(boundaryHits);
    warnings = List.copyOf(warnings);
    Configuration wanted = chosen;
    long found =
        finalists.stream()
            .filter(f -> f.standing() == Standing.CHOSEN && f.configuration().equals(wanted))
            .count();
    if (found != 1) {
      throw new IllegalArgumentException(
          "Invalid selection: %d finalists are chosen with %s (must be 1)"
              .formatted(found, wanted.text()));
    }
  }

  /** The same with more warnings. */
  public Selection warned(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new Selection(
        chosen, basis, finalists, tieMargin, exploration, boundaryHits, all, judgement, noiseScale);
  }

  /** The same with the noise scale that the winner's runs measured, in examples. */
  public Selection measured(double noiseScale) {
    return new Selection(
        chosen,
        basis,
        finalists,
        tieMargin,
        exploration,
        boundaryHits,
        warnings,
        judgement,
        noiseScale);
  }

  /** A sweep with the measured noise scale, where its transfer needs one and the file has none. */
  public SweepSpec completed(SweepSpec spec) {
    return spec.transfer().change().lacksNoiseScale() && noiseScale > 0
        ? spec.withMeasuredNoiseScale(noiseScale)
        : spec;
  }

  /** The finalist with the lowest mean loss. */
  public Finalist best() {
    return finalists.get(0);
  }

  /** The finalist whose settings transfer. */
  public Finalist winner() {
    return finalists.stream()
        .filter(finalist -> finalist.standing() == Standing.CHOSEN)
        .findFirst()
        .orElseThrow();
  }

  /** Finalists that are not told apart from the best, itself included. */
  public List<Finalist> tied() {
    return finalists.stream().filter(finalist -> finalist.standing().isTied()).toList();
  }

  /** The second best of the comparable finalists. */
  public Optional<Finalist> runnerUp() {
    return finalists.stream()
        .skip(1)
        .filter(f -> f.standing().isTied() || f.standing() == Standing.BEHIND)
        .findFirst();
  }

  /** One line on how sure the choice is. */
  public String howSure() {
    Estimate loss = winner().loss();
    String rest =
        runnerUp()
            .map(
                second ->
                    String.format(
                        Locale.ROOT,
                        "; best and runner-up differ by %s; %d of %d tie",
                        second.behindBest().text(),
                        tied().size(),
                        finalists.size()))
            .orElse("; nothing to compare with");
    return "loss %s over %d seed%s%s"
        .formatted(loss.text(), loss.seeds(), loss.seeds() == 1 ? "" : "s", rest);
  }
}

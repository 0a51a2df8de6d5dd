package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * The check, before anything is searched, that activations and their changes do not grow with
 * width.
 *
 * @param widths at least three, ascending; two, which show no slope, where a model has no more
 * @param steps optimizer steps after initialization
 * @param seeds models per width and learning rate
 * @param learningRates at which the verdict is formed
 * @param onFailure what a failed check does
 * @param depths of the check over depth, at the trials' width, at least three; none for no such
 *     check
 */
public record CoordCheckSpec(
    List<Integer> widths,
    int steps,
    int seeds,
    List<Double> learningRates,
    OnFailure onFailure,
    List<Integer> depths) {

  /** A check over width alone. */
  public CoordCheckSpec(
      List<Integer> widths, int steps, int seeds, List<Double> learningRates, OnFailure onFailure) {
    this(widths, steps, seeds, learningRates, onFailure, List.of());
  }

  /** Copies the lists and checks each component. */
  public CoordCheckSpec {
    widths = widths.stream().sorted().toList();
    depths = depths.stream().sorted().toList();
    Bounds.require(depths.isEmpty() || depths.size() >= 3, "depths", depths, "at least 3, or none");
    Bounds.distinct("depths", depths);
    depths.forEach(depth -> Bounds.atLeast("depth", depth, 1));
    learningRates = List.copyOf(learningRates);
    Bounds.require(widths.size() >= 2, "widths", widths, "at least 2");
    Bounds.distinct("widths", widths);
    widths.forEach(width -> Bounds.atLeast("width", width, 1));
    Bounds.atLeast("steps", steps, 1);
    Bounds.atLeast("seeds", seeds, 1);
    Bounds.notEmpty("learning rates", learningRates);
    learningRates.forEach(rate -> Bounds.finitePositive("learning rate", rate));
  }

  /** What a failed check does. */
  public enum OnFailure implements SpecWord {
    /** Ends the run. */
    STOP,
    /** Says so and goes on. */
    WARN
  }
}

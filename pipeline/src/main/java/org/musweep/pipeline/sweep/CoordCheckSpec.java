package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * The check, before anything is searched, that activations and their changes do not grow with
 * width.
 *
 * @param widths at least three, ascending
 * @param steps optimizer steps after initialization
 * @param seeds models per width and learning rate
 * @param learningRates at which the verdict is formed
 * @param onFailure what a failed check does
 */
public record CoordCheckSpec(
    List<Integer> widths, int steps, int seeds, List<Double> learningRates, OnFailure onFailure) {

  /** Copies the lists and checks each component. */
  public CoordCheckSpec {
    widths = widths.stream().sorted().toList();
    learningRates = List.copyOf(learningRates);
    Bounds.require(widths.size() >= 3, "widths", widths, "at least 3");
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

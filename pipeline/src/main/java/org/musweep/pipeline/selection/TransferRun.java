package org.musweep.pipeline.selection;

import java.util.OptionalDouble;
import org.musweep.pipeline.trial.TrialResult;

/**
 * One training of the chosen settings at some width, with the learning rate multiplied by a factor
 * and all else fixed.
 *
 * @param width the model's width
 * @param factor 1 for the chosen learning rate
 * @param seed shared by all widths and factors
 * @param result how it ended
 */
public record TransferRun(int width, double factor, long seed, TrialResult result) {

  private static final String LEARNING_RATE = "learning-rate";

  /** Checks that width and factor are positive. */
  public TransferRun {
    if (width < 1 || !(factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException(
          "Invalid transfer run: width %d, factor %s (must be positive)".formatted(width, factor));
    }
  }

  /**
   * The run of a trial, its factor being that of its learning rate; 1 if its configuration does not
   * set one.
   *
   * @param chosenLearningRate the learning rate that is checked
   */
  public static TransferRun of(TrialOutcome outcome, double chosenLearningRate) {
    double rate = outcome.configuration().number(LEARNING_RATE).orElse(chosenLearningRate);
    return new TransferRun(
        outcome.spec().shape().width(),
        rate / chosenLearningRate,
        outcome.spec().seed(),
        outcome.result());
  }

  /** The same over another size, which stands where the width does. */
  public static TransferRun of(TrialOutcome outcome, double chosenLearningRate, GrowthAxis axis) {
    TransferRun run = of(outcome, chosenLearningRate);
    return new TransferRun(axis.of(outcome.spec().shape()), run.factor(), run.seed(), run.result());
  }

  /** The final loss; empty unless the run completed with a finite one. */
  public OptionalDouble finalLoss() {
    return result instanceof TrialResult.Completed completed && Double.isFinite(completed.loss())
        ? OptionalDouble.of(completed.loss())
        : OptionalDouble.empty();
  }
}

package org.musweep.mup.law;

import java.util.ArrayList;
import java.util.List;

/**
 * A training with another batch size and another number of examples, and what that asks of its
 * settings. Width and depth have rules of their own, whose factors multiply these.
 *
 * @param fromBatch the batch size that the settings were found at
 * @param toBatch the new one
 * @param examplesFactor the new number of examples over the old one
 */
public record TrainingChange(double fromBatch, double toBatch, double examplesFactor) {

  /** Checks that all are positive. */
  public TrainingChange {
    Positive.check("batch size", fromBatch);
    Positive.check("batch size", toBatch);
    Positive.check("examples factor", examplesFactor);
  }

  /** The new number of steps over the old one. */
  public double stepsFactor() {
    return examplesFactor * fromBatch / toBatch;
  }

  /**
   * The factors where a law says how the best learning rate follows the batch size; the time scale
   * of weight decay stays the same share of the training. Only what changes is named.
   *
   * @param batch the law, at a measured noise scale
   * @param duration the law for the number of examples
   */
  public List<LawFactor> factors(BatchSizeLaw batch, DurationLaw duration) {
    List<LawFactor> factors = new ArrayList<>();
    double ofBatch = batch.factor(fromBatch, toBatch);
    double ofDuration = duration.learningRate(examplesFactor);
    add(factors, "learning rate", ofBatch, "batch size: " + batch.source());
    add(factors, "learning rate", ofDuration, "duration: " + duration.label());
    addWeightDecay(factors, ofBatch * ofDuration);
    return List.copyOf(factors);
  }

  /**
   * The factors that keep the stochastic differential equation of the training where the batch size
   * changes; the weight decay is that of its time scale.
   *
   * @param diffusion the factors for the new batch size, as {@link DiffusionScaling#ofAdam} gives
   *     for {@code toBatch / fromBatch}
   * @param duration the law for the number of examples
   */
  public List<LawFactor> factors(DiffusionScaling diffusion, DurationLaw duration) {
    List<LawFactor> factors = new ArrayList<>();
    String law = "batch size: the same stochastic differential equation, arXiv:2205.10287";
    double ofDuration = duration.learningRate(examplesFactor);
    add(factors, "learning rate", diffusion.learningRate(), law);
    add(factors, "learning rate", ofDuration, "duration: " + duration.label());
    add(factors, "1 - beta", diffusion.forgetting(), law);
    add(factors, "epsilon", diffusion.epsilon(), law);
    addWeightDecay(factors, diffusion.learningRate() * ofDuration);
    return List.copyOf(factors);
  }

  private void addWeightDecay(List<LawFactor> factors, double learningRateFactor) {
    add(
        factors,
        "weight decay",
        WeightDecayTimescale.coefficientFactor(learningRateFactor, stepsFactor()),
        "its time scale is the same share of the steps, arXiv:2405.13698");
  }

  private static void add(List<LawFactor> factors, String setting, double factor, String law) {
    if (factor != 1) {
      factors.add(new LawFactor(setting, factor, law));
    }
  }
}

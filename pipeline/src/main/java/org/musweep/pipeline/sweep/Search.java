package org.musweep.pipeline.sweep;

import org.musweep.pipeline.sampling.Sampler;
import org.musweep.pipeline.sampling.SobolSampler;
import org.musweep.pipeline.space.SearchSpace;

/**
 * A search for somebody else's trainer, as {@link AskTell} carries it out.
 *
 * @param space what varies
 * @param sampler how points are chosen
 * @param trials how many
 * @param maxSteps how far a trial is trained at most, in steps of the trainer's own
 * @param earlyStopping which trials end before that
 * @param seed of the trainings: all trials share it, so that they start alike
 */
public record Search(
    SearchSpace space,
    Sampler sampler,
    int trials,
    int maxSteps,
    EarlyStoppingSpec earlyStopping,
    long seed) {

  /** Checks the numbers. */
  public Search {
    Bounds.atLeast("trials", trials, 1);
    Bounds.atLeast("steps", maxSteps, 1);
  }

  /** Points of a scrambled Sobol sequence, each trained in one step, none stopped early. */
  public static Search of(SearchSpace space, int trials) {
    return new Search(
        space,
        new SobolSampler(0),
        trials,
        1,
        new EarlyStoppingSpec(EarlyStoppingSpec.Rule.NONE, 2, 1),
        0);
  }

  /** The same with points chosen otherwise. */
  public Search with(Sampler other) {
    return new Search(space, other, trials, maxSteps, earlyStopping, seed);
  }

  /** The same with trials of so many steps, of which the worse ones end before. */
  public Search with(int steps, EarlyStoppingSpec stopping) {
    return new Search(space, sampler, trials, steps, stopping, seed);
  }

  /** The same with another number of trials. */
  public Search withTrials(int other) {
    return new Search(space, sampler, other, maxSteps, earlyStopping, seed);
  }

  /** The same on another seed. */
  public Search withSeed(long other) {
    return new Search(space, sampler, trials, maxSteps, earlyStopping, other);
  }
}

package org.musweep.pipeline.wide;

import org.musweep.pipeline.selection.TransferredSettings;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.WideSpec.DivergenceWatch;
import org.musweep.pipeline.trial.TrialShape;

/**
 * What the final run trains.
 *
 * @param name in the curves table, such as {@code wide}
 * @param shape rules, width, depth, batch size and steps
 * @param configuration the chosen settings
 * @param seed of the initial weights and of the order of the data
 * @param threads CPU threads for one operation
 * @param checkpointEvery steps between two checkpoints
 * @param evaluateEvery steps between two validation losses
 * @param watch when it is warned of and ended
 */
public record WideRun(
    String name,
    TrialShape shape,
    Configuration configuration,
    long seed,
    int threads,
    int checkpointEvery,
    int evaluateEvery,
    DivergenceWatch watch) {

  /** The run's name in the curves table. */
  private static final String NAME = "wide";

  /** A run that is evaluated at its checkpoints. */
  public WideRun(
      String name,
      TrialShape shape,
      Configuration configuration,
      long seed,
      int threads,
      int checkpointEvery) {
    this(
        name,
        shape,
        configuration,
        seed,
        threads,
        checkpointEvery,
        checkpointEvery,
        DivergenceWatch.DEFAULTS);
  }

  /** Checks the counts. */
  public WideRun {
    if (threads < 1 || checkpointEvery < 1 || evaluateEvery < 1) {
      throw new IllegalArgumentException(
          "Invalid wide run: %d threads, a checkpoint every %d steps, a validation loss every %d (must be positive)"
              .formatted(threads, checkpointEvery, evaluateEvery));
    }
  }

  /** The final run of a sweep with the settings that were chosen. */
  public static WideRun of(SweepSpec spec, Configuration chosen, int threads) {
    TrialShape shape =
        new TrialShape(
            spec.parametrization().ruleSet(),
            spec.transfer().width(),
            spec.transfer().depth(spec.model()),
            spec.transfer().batchSize(spec.training()),
            spec.transfer().steps());
    return new WideRun(
        NAME,
        shape,
        TransferredSettings.of(spec, chosen).configuration(),
        SeedPlan.wide(spec, 1).get(0),
        threads,
        spec.execution().wide().checkpointEvery(shape.steps()),
        spec.execution().wide().evaluateEvery(shape.steps()),
        spec.execution().wide().watch());
  }

  /** The step after another at which training pauses, to keep a checkpoint or to evaluate. */
  int pauseAfter(int step) {
    int checkpoint = (step / checkpointEvery + 1) * checkpointEvery;
    int evaluation = (step / evaluateEvery + 1) * evaluateEvery;
    return Math.min(shape.steps(), Math.min(checkpoint, evaluation));
  }

  /** Whether there is a checkpoint at a step. */
  boolean isCheckpoint(int step) {
    return step % checkpointEvery == 0 || step == shape.steps();
  }
}

package org.musweep.pipeline.forecast;

import org.musweep.pipeline.trial.TrialShape;

/**
 * Trainings of one shape that a step asks for.
 *
 * @param step the step's name, as on the command line
 * @param what they are for, in words
 * @param shape of their models and batches
 * @param trainings how many
 * @param laneSteps optimizer steps of all of them together that are not done yet; an estimate where
 *     early stopping decides
 * @param lanes how many of them train as one stack
 */
public record WorkPart(
    String step, String what, TrialShape shape, int trainings, long laneSteps, int lanes) {

  /** The width of their models. */
  public int width() {
    return shape.width();
  }

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return laneSteps == 0;
  }
}

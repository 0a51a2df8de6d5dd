package org.musweep.pipeline.forecast;

/**
 * Trainings of one width that a step asks for.
 *
 * @param step the step's name, as on the command line
 * @param what they are for, in words
 * @param width of their models
 * @param trainings how many
 * @param laneSteps optimizer steps of all of them together that are not done yet; an estimate where
 *     early stopping decides
 * @param lanes how many of them train as one stack
 */
public record WorkPart(
    String step, String what, int width, int trainings, long laneSteps, int lanes) {

  /** Whether nothing is left to do. */
  public boolean isDone() {
    return laneSteps == 0;
  }
}

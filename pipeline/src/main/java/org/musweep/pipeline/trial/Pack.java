package org.musweep.pipeline.trial;

import java.util.List;

/**
 * Trials of one shape that train together as the lanes of one stack, from one step to another.
 *
 * @param id unique in a sweep, in the order of submission: {@code p0003}
 * @param shape the shape that all trials share
 * @param fromStep 0 for a fresh start; else every lane resumes from its checkpoint of that step
 * @param toStep the step to stop at: a rung or the horizon
 * @param trials one per lane, in lane order
 */
public record Pack(String id, TrialShape shape, int fromStep, int toStep, List<TrialSpec> trials) {

  /** Copies the trials and checks that they share the shape. */
  public Pack {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("Invalid pack " + id + ": it has no trials");
    }
    if (fromStep < 0 || toStep <= fromStep || toStep > shape.steps()) {
      throw new IllegalArgumentException(
          "Invalid pack %s: steps %d to %d (must be a non-empty part of 0 to %d)"
              .formatted(id, fromStep, toStep, shape.steps()));
    }
    for (TrialSpec trial : trials) {
      if (!trial.shape().equals(shape)) {
        throw new IllegalArgumentException(
            "Invalid pack %s: trial %s has shape %s, the pack %s"
                .formatted(id, trial.id(), trial.shape(), shape));
      }
    }
  }
}

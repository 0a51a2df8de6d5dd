package org.musweep.pipeline.rung;

import org.musweep.pipeline.trial.TrialId;

/** What becomes of a trial that stands at a rung below the last. */
public sealed interface Decision {

  /** Train on, to that rung. */
  record Promote(TrialId trial, int toRung, String reason) implements Decision {}

  /** End here. */
  record Stop(TrialId trial, String reason) implements Decision {}

  /** The trial decided on. */
  TrialId trial();

  /** Why, for a person to read: {@code rank 12 of 24 at step 400; best 8 go on}. */
  String reason();
}

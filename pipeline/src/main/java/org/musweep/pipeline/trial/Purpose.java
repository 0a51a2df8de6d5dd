package org.musweep.pipeline.trial;

/** Why a trial is trained. The letter starts the trial's id. */
public enum Purpose {
  /** A point that a sampler suggested. */
  EXPLORATION('x'),
  /** A promising configuration again, on a fresh seed that all finalists share. */
  FINALIST('f'),
  /** The chosen settings, and their neighbours in learning rate, at another width. */
  TRANSFER_CHECK('c'),
  /** The chosen settings under another rule set, to compare with. */
  CONTROL('k');

  private final char letter;

  Purpose(char letter) {
    this.letter = letter;
  }

  /** The first letter of the ids of trials with this purpose. */
  public char letter() {
    return letter;
  }
}

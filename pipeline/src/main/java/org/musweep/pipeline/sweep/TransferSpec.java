package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * The wide model, and the widths between at which the transfer is checked.
 *
 * @param width of the wide model
 * @param checkWidths between the trials' width and the wide one, ascending; may be empty
 * @param steps optimizer steps of the wide run and of the checks
 * @param seeds shared seeds of the checks
 * @param change what else differs from the trials
 */
public record TransferSpec(
    int width, List<Integer> checkWidths, int steps, int seeds, TransferChange change) {

  /** With the trials' depth and batch size. */
  public TransferSpec(int width, List<Integer> checkWidths, int steps, int seeds) {
    this(width, checkWidths, steps, seeds, TransferChange.NONE);
  }

  /** Blocks of the wide model. */
  public int depth(ModelSpec model) {
    return change.depth() == 0 ? model.depth() : change.depth();
  }

  /** Sequences or images per step of the wide run and of the checks. */
  public int batchSize(TrainingSpec training) {
    return change.batchSize() == 0 ? training.batchSize() : change.batchSize();
  }

  /** The number of examples of the wide run over that of a trial. */
  public double examplesFactor(TrainingSpec training) {
    return (double) steps
        * batchSize(training)
        / ((double) training.steps() * training.batchSize());
  }

  /** Whether the wide run trains as long as the trials, on batches of their size. */
  public boolean trainsAlike(TrainingSpec training) {
    return steps == training.steps() && batchSize(training) == training.batchSize();
  }

  /** Copies and sorts the widths and checks each component. */
  public TransferSpec {
    checkWidths = checkWidths.stream().sorted().toList();
    Bounds.atLeast("width", width, 1);
    checkWidths.forEach(check -> Bounds.atLeast("check width", check, 1));
    Bounds.distinct("check widths", checkWidths);
    Bounds.atLeast("steps", steps, 1);
    Bounds.atLeast("seeds", seeds, 1);
  }
}

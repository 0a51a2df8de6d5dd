package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * The wide model, and the widths between at which the transfer is checked.
 *
 * @param width of the wide model
 * @param checkWidths between the trials' width and the wide one, ascending; may be empty
 * @param steps optimizer steps of the wide run and of the checks
 * @param seeds shared seeds of the checks
 */
public record TransferSpec(int width, List<Integer> checkWidths, int steps, int seeds) {

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

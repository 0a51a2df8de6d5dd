package org.musweep.pipeline.trial;

import java.util.List;

/**
 * What became of a pack.
 *
 * @param pack the pack's id
 * @param lanes one report per lane, in lane order
 * @param seconds wall-clock time of the training, without queueing
 * @param host where it ran
 * @param stagedFiles paths, relative to the sweep's folder, of the table files that wait in staging
 */
public record PackReport(
    String pack, List<LaneReport> lanes, double seconds, String host, List<String> stagedFiles) {

  /** Copies the lists. */
  public PackReport {
    lanes = List.copyOf(lanes);
    stagedFiles = List.copyOf(stagedFiles);
  }
}

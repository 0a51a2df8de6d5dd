package org.musweep.pipeline.spark;

import org.musweep.mup.data.PreparedManifest;

/**
 * Where prepared data lie.
 *
 * @param directory the prepared directory, qualified with its file system
 * @param manifest what is in it
 * @param found whether an earlier preparation had made it
 */
public record PreparationResult(String directory, PreparedManifest manifest, boolean found) {

  /** The folder's own name, a hash of its source and settings. */
  public String name() {
    return directory.substring(directory.lastIndexOf('/') + 1);
  }
}

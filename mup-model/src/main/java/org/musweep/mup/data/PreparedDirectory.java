package org.musweep.mup.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A prepared directory on a local disk. */
public final class PreparedDirectory {
  private PreparedDirectory() {}

  /**
   * Reads a directory's manifest.
   *
   * @throws DataException if there is none or it is damaged
   */
  public static PreparedManifest manifest(Path directory) {
    var file = directory.resolve(PreparedManifest.FILE);
    if (!Files.isRegularFile(file)) {
      throw new DataException(
          directory + ": not a prepared directory: it has no " + PreparedManifest.FILE);
    }
    try {
      return PreparedManifestFormat.parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  static <M extends PreparedManifest> M manifest(Path directory, Class<M> kind, String wanted) {
    var manifest = manifest(directory);
    if (!kind.isInstance(manifest)) {
      throw new DataException(directory + ": does not hold " + wanted);
    }
    return kind.cast(manifest);
  }
}

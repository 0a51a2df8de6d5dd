package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.PreparedManifestFormat;

/**
 * A prepared directory on any file system: there completely or not at all. It is made beside its
 * place under a hidden name and renamed, with the manifest written last.
 */
final class PreparedFolder {
  private final FileSystem fileSystem;
  private final Path target;

  PreparedFolder(FileSystem fileSystem, Path target) {
    this.fileSystem = fileSystem;
    this.target = target;
  }

  /** Makes the content of a directory and says what it is. */
  @FunctionalInterface
  interface Content {
    PreparedManifest write(Path directory) throws IOException;
  }

  /** The manifest, if the directory is there. */
  Optional<PreparedManifest> find() throws IOException {
    var file = new Path(target, PreparedManifest.FILE);
    return fileSystem.exists(file) ? Optional.of(manifest(fileSystem, file)) : Optional.empty();
  }

  /** Reads a manifest from any file system. */
  static PreparedManifest manifest(FileSystem fileSystem, Path file) throws IOException {
    try (var in = fileSystem.open(file)) {
      return PreparedManifestFormat.parse(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), file.toString());
    }
  }

  /** Makes the directory; if another process has made it meanwhile, its work stands. */
  PreparedManifest publish(Content content) throws IOException {
    var staging = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    try {
      fileSystem.mkdirs(staging);
      var manifest = content.write(staging);
      try (var out = fileSystem.create(new Path(staging, PreparedManifest.FILE), true)) {
        out.write(PreparedManifestFormat.write(manifest).getBytes(StandardCharsets.UTF_8));
      }
      if (!fileSystem.exists(target)) {
        fileSystem.rename(staging, target);
      }
      // A rename onto a directory that appeared meanwhile may have moved ours into it.
      fileSystem.delete(new Path(target, staging.getName()), true);
      return find()
          .orElseThrow(() -> new IOException("Cannot rename " + staging + " to " + target));
    } finally {
      fileSystem.delete(staging, true);
    }
  }
}

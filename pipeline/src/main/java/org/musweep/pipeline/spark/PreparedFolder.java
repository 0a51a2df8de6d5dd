package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

  /** The manifest, if the directory is there with all its shards. */
  Optional<PreparedManifest> find() throws IOException {
    var file = new Path(target, PreparedManifest.FILE);
    if (!fileSystem.exists(file)) {
      return Optional.empty();
    }
    var manifest = manifest(fileSystem, file);
    for (var part : List.of(manifest.training(), manifest.validation())) {
      for (var shard : part.shards()) {
        var shardFile = new Path(target, shard.file());
        if (!fileSystem.exists(shardFile)
            || fileSystem.getFileStatus(shardFile).getLen() != shard.bytes()) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(manifest);
  }

  /** Reads a manifest from any file system. */
  static PreparedManifest manifest(FileSystem fileSystem, Path file) throws IOException {
    try (var in = fileSystem.open(file)) {
      return PreparedManifestFormat.parse(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), file.toString());
    }
  }

  /**
   * Makes the directory in place of a damaged one, if there is one; if another process has made it
   * meanwhile, its work stands.
   */
  PreparedManifest publish(Content content) throws IOException {
    var staging = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    try {
      fileSystem.mkdirs(staging);
      var manifest = content.write(staging);
      try (var out = fileSystem.create(new Path(staging, PreparedManifest.FILE), true)) {
        out.write(PreparedManifestFormat.write(manifest).getBytes(StandardCharsets.UTF_8));
      }
      if (find().isEmpty()) {
        fileSystem.delete(target, true);
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

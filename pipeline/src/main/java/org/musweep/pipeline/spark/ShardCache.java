package org.musweep.pipeline.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.PreparedManifestFormat;
import org.musweep.mup.data.Shard;

/**
 * Copies of prepared directories on a local disk, named by the hash of their content. Threads and
 * processes may share one: a directory is downloaded once, checked against its hashes, and appears
 * complete or not at all.
 */
public final class ShardCache {
  private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

  private final Path root;

  private ShardCache(Path root) {
    this.root = root.toAbsolutePath();
  }

  /** The cache in a local directory, which is made when it is first needed. */
  public static ShardCache at(Path root) {
    return new ShardCache(root);
  }

  /**
   * The local copy of a prepared directory, downloaded if it is not there.
   *
   * @throws DataException if what arrives is not what the manifest says
   */
  public Path fetch(FileSystem fileSystem, org.apache.hadoop.fs.Path directory) throws IOException {
    var manifest =
        PreparedFolder.manifest(
            fileSystem, new org.apache.hadoop.fs.Path(directory, PreparedManifest.FILE));
    var copy = root.resolve(manifest.hash());
    if (isComplete(copy, manifest)) {
      return copy;
    }
    Files.createDirectories(root);
    var lockFile = root.resolve(manifest.hash() + ".lock");
    var threads = LOCKS.computeIfAbsent(lockFile, file -> new ReentrantLock());
    threads.lock();
    try (var channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var processes = channel.lock()) {
      if (processes.isValid() && !isComplete(copy, manifest)) {
        download(fileSystem, directory, manifest, copy);
      }
      return copy;
    } finally {
      threads.unlock();
    }
  }

  private static boolean isComplete(Path copy, PreparedManifest manifest) throws IOException {
    if (!Files.isRegularFile(copy.resolve(PreparedManifest.FILE))) {
      return false;
    }
    for (var shard : shards(manifest).toList()) {
      var file = copy.resolve(shard.file());
      if (!Files.isRegularFile(file) || Files.size(file) != shard.bytes()) {
        return false;
      }
    }
    return true;
  }

  private static Stream<Shard> shards(PreparedManifest manifest) {
    return Stream.concat(
        manifest.training().shards().stream(), manifest.validation().shards().stream());
  }

  private void download(
      FileSystem fileSystem,
      org.apache.hadoop.fs.Path directory,
      PreparedManifest manifest,
      Path copy)
      throws IOException {
    var staging = root.resolve("." + manifest.hash() + "." + UUID.randomUUID());
    try {
      Files.createDirectories(staging);
      for (var shard : shards(manifest).toList()) {
        download(fileSystem, directory, shard, staging);
      }
      Files.writeString(
          staging.resolve(PreparedManifest.FILE),
          PreparedManifestFormat.write(manifest),
          StandardCharsets.UTF_8);
      delete(copy);
      Files.move(staging, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(staging);
    }
  }

  private static void download(
      FileSystem fileSystem, org.apache.hadoop.fs.Path directory, Shard shard, Path staging)
      throws IOException {
    var source = new org.apache.hadoop.fs.Path(directory, shard.file());
    var digest = ShardWriter.sha256();
    try (var in = fileSystem.open(source);
        var out =
            new DigestOutputStream(Files.newOutputStream(staging.resolve(shard.file())), digest)) {
      in.transferTo(out);
    }
    String sha256 = HexFormat.of().formatHex(digest.digest());
    if (!sha256.equals(shard.sha256())) {
      throw new DataException(
          "%s: damaged: its SHA-256 is %s, but the manifest says %s (prepare the data again)"
              .formatted(source, sha256, shard.sha256()));
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

package org.musweep.pipeline.log;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIOException;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/**
 * Small files below a folder of a Hadoop file system, each there completely or not at all.
 *
 * <p>Where a file is seen while it is being written (HDFS) it is written under a hidden name and
 * renamed; where it is seen only once it is complete (object stores) it is written in place, as a
 * rename there is a copy.
 */
final class HadoopFiles {

  /** How often a file that is replaced while it is read is read again, in all. */
  private static final int READS = 5;

  /** What has the name first, keeps it: a rename fails where there is a file. */
  private static final Set<String> EXCLUSIVE = Set.of("hdfs");

  private static final Set<String> OBJECTS =
      Set.of("s3a", "s3", "s3n", "gs", "oss", "obs", "cosn", "wasb", "wasbs");

  private final URI folder;
  private final Path root;
  private final FileSystem fileSystem;
  private final Configuration hadoop;

  private HadoopFiles(URI folder, FileSystem fileSystem, Configuration hadoop) {
    this.folder = folder;
    this.root = new Path(folder);
    this.fileSystem = fileSystem;
    this.hadoop = hadoop;
  }

  /**
   * The files below a folder.
   *
   * @throws UnsupportedSchemeException if Hadoop knows no file system of the folder's scheme
   * @throws StorageException if it cannot be reached
   */
  static HadoopFiles at(URI folder, Configuration hadoop) {
    checkScheme(folder, hadoop);
    try {
      return new HadoopFiles(folder, FileSystem.get(folder, hadoop), hadoop);
    } catch (IOException e) {
      throw new StorageException("Cannot use " + folder, e);
    }
  }

  /** Asks Hadoop whether it knows a scheme; nothing is connected to. */
  static void checkScheme(URI place, Configuration hadoop) {
    try {
      FileSystem.getFileSystemClass(place.getScheme(), hadoop);
    } catch (UnsupportedFileSystemException e) {
      throw new UnsupportedSchemeException(place, e);
    } catch (IOException e) {
      throw new StorageException("Cannot use " + place, e);
    } catch (RuntimeException e) {
      // Hadoop's own words for a scheme that it knows and whose classes are not there.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw new UnsupportedSchemeException(place, e);
      }
      throw e;
    }
  }

  /**
   * Asks whether this user may see the folder; some file systems connect to nothing, and ask for no
   * credentials, before they have to.
   *
   * @return this
   * @throws StorageRefusedException if not
   * @throws StorageException if it cannot be reached
   */
  HadoopFiles admitted() {
    var unused = exists("");
    return this;
  }

  URI folder() {
    return folder;
  }

  /** Whether {@link #putNew} can be used. */
  boolean makesExclusively() {
    return EXCLUSIVE.contains(folder.getScheme());
  }

  private Path path(String name) {
    return name.isEmpty() ? root : new Path(root, name);
  }

  /** Writes a file, or writes it anew. */
  void put(String name, byte[] bytes) {
    Path path = path(name);
    try {
      if (OBJECTS.contains(folder.getScheme())) {
        write(path, bytes);
        return;
      }
      Path written = writeHidden(path, bytes);
      try {
        FileContext.getFileContext(fileSystem.getUri(), hadoop)
            .rename(written, path, Options.Rename.OVERWRITE);
      } finally {
        fileSystem.delete(written, false);
      }
    } catch (IOException e) {
      throw new StorageException("Cannot write " + path, e);
    }
  }

  /**
   * Writes a file unless there is one of that name.
   *
   * @return false if there is one, which then stays as it is
   */
  boolean putNew(String name, byte[] bytes) {
    Path path = path(name);
    try {
      Path written = writeHidden(path, bytes);
      try {
        return fileSystem.rename(written, path) || refused(path);
      } finally {
        fileSystem.delete(written, false);
      }
    } catch (IOException e) {
      throw new StorageException("Cannot write " + path, e);
    }
  }

  private boolean refused(Path path) throws IOException {
    if (!fileSystem.exists(path)) {
      throw new IOException("it could not be moved to its place");
    }
    return false;
  }

  private Path writeHidden(Path path, byte[] bytes) throws IOException {
    Path hidden =
        new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID() + ".tmp");
    write(hidden, bytes);
    return hidden;
  }

  private void write(Path path, byte[] bytes) throws IOException {
    try (FSDataOutputStream out = fileSystem.create(path, true)) {
      out.write(bytes);
      if (out.hasCapability("hsync")) {
        out.hsync();
      }
    }
  }

  /**
   * The bytes of a file; empty if it is not there. One that is replaced while it is read, which
   * object stores notice and refuse, is read again.
   */
  Optional<byte[]> get(String name) {
    Path path = path(name);
    for (int attempt = 1; true; attempt++) {
      try (FSDataInputStream in = fileSystem.open(path)) {
        return Optional.of(in.readAllBytes());
      } catch (FileNotFoundException e) {
        return Optional.empty();
      } catch (IOException e) {
        if (attempt == READS || !(e instanceof PathIOException)) {
          throw refusedOr("Cannot read ", path, e);
        }
      }
    }
  }

  /** When a file was written last; empty if it is not there. */
  Optional<Instant> modified(String name) {
    try {
      return Optional.of(
          Instant.ofEpochMilli(fileSystem.getFileStatus(path(name)).getModificationTime()));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw refusedOr("Cannot look for ", path(name), e);
    }
  }

  boolean exists(String name) {
    try {
      return fileSystem.exists(path(name));
    } catch (IOException e) {
      throw refusedOr("Cannot look for ", path(name), e);
    }
  }

  /** What to throw for a look at a file or folder that failed. */
  private static RuntimeException refusedOr(String doing, Path path, IOException cause) {
    return cause instanceof AccessDeniedException || cause instanceof AccessControlException
        ? new StorageRefusedException(path.toUri(), cause)
        : new StorageException(doing + path, cause);
  }

  /** The names of the files in a folder; none if it is not there. */
  List<String> files(String name) {
    return list(name).stream()
        .filter(FileStatus::isFile)
        .map(each -> each.getPath().getName())
        .toList();
  }

  /** The names of the folders in a folder; none if it is not there. */
  List<String> folders(String name) {
    return list(name).stream()
        .filter(FileStatus::isDirectory)
        .map(each -> each.getPath().getName())
        .toList();
  }

  private List<FileStatus> list(String name) {
    try {
      return List.of(fileSystem.listStatus(path(name)));
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw refusedOr("Cannot list ", path(name), e);
    }
  }

  /** All files below the folder with their sizes in bytes, by their paths relative to it. */
  List<Documents.Entry> all() {
    List<Documents.Entry> entries = new ArrayList<>();
    collect("", entries);
    return entries;
  }

  private void collect(String prefix, List<Documents.Entry> entries) {
    for (FileStatus status : list(prefix)) {
      String name = prefix + status.getPath().getName();
      if (status.isFile()) {
        entries.add(new Documents.Entry(name, status.getLen()));
      } else {
        collect(name + "/", entries);
      }
    }
  }

  /** Deletes a file or folder, if it is there. */
  void delete(String name) {
    try {
      fileSystem.delete(path(name), true);
    } catch (IOException e) {
      throw new StorageException("Cannot delete " + path(name), e);
    }
  }

  void move(String from, String to) {
    try {
      if (!fileSystem.rename(path(from), path(to))) {
        throw new IOException("the file system refused");
      }
    } catch (IOException e) {
      throw new StorageException("Cannot move %s to %s".formatted(path(from), path(to)), e);
    }
  }
}

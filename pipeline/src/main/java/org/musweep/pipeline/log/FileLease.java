package org.musweep.pipeline.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A lease that is an operating system's lock on a file, which goes away with the process.
 *
 * <p>Such a lock belongs to the process and is lost when any channel on the file is closed, so
 * within a process the names of the files that are held are kept beside it and asked first.
 */
final class FileLease implements Lease {

  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FileLease(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** The lease on a file, which is made if it is missing; empty if somebody holds it. */
  static Optional<FileLease> acquire(Path file) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().normalize().getParent());
    Path name = folder.toRealPath().resolve(file.getFileName());
    if (!HELD_HERE.add(name)) {
      return Optional.empty();
    }
    Optional<FileLease> lease = Optional.empty();
    try {
      lease = lock(name);
    } finally {
      if (lease.isEmpty()) {
        HELD_HERE.remove(name);
      }
    }
    return lease;
  }

  private static Optional<FileLease> lock(Path name) throws IOException {
    FileChannel channel =
        FileChannel.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
    return lock == null ? Optional.empty() : Optional.of(new FileLease(name, channel));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StorageException("Cannot release " + file, e);
    } finally {
      HELD_HERE.remove(file);
    }
  }
}

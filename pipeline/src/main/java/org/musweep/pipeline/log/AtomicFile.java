package org.musweep.pipeline.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Local files that appear, or change, all at once. */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Writes a text to a file, whose folder is made if it is missing. A reader finds the old text or
   * the new one, also after a crash.
   *
   * @throws StorageException if it cannot be written
   */
  public static void write(Path file, String text) {
    try {
      Files.createDirectories(folder(file));
      replace(file, text.getBytes(StandardCharsets.UTF_8), folder(file));
    } catch (IOException e) {
      throw new StorageException("Cannot write " + file, e);
    }
  }

  static void replace(Path file, byte[] bytes, Path temporaryFolder) throws IOException {
    Path temporary = writeTemporary(file, bytes, temporaryFolder);
    try {
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    sync(folder(file));
  }

  /** A new file with these bytes, on the disk; its name begins with a dot. */
  static Path writeTemporary(Path file, byte[] bytes, Path folder) throws IOException {
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".tmp");
    try {
      writeNew(temporary, bytes);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  static void writeNew(Path file, byte[] bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
  }

  /** Puts a folder's entries on the disk. */
  static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException("Invalid file: " + file + " (must not be the root)");
    }
    return parent;
  }
}

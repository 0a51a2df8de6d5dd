package org.musweep.pipeline.log;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * The small files of a run, on any file system that Hadoop knows. Each appears, and changes, all at
 * once.
 */
public final class Documents {

  private final Configuration hadoop;

  private Documents(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  /** Documents on the file systems of a configuration. */
  public static Documents of(Configuration hadoop) {
    return new Documents(hadoop);
  }

  /**
   * A file below a folder.
   *
   * @param name its path relative to the folder
   * @param bytes its size
   */
  public record Entry(String name, long bytes) {}

  /**
   * Checks that there is a file system for a place; nothing is connected to.
   *
   * @throws UnsupportedSchemeException if there is none
   */
  public void check(URI place) {
    if (!isLocal(place)) {
      HadoopFiles.checkScheme(place, hadoop);
    }
  }

  /**
   * Writes a text. A reader finds the old text or the new one, also after a crash.
   *
   * @throws StorageException if it cannot be written
   */
  public void write(URI place, String text) {
    if (isLocal(place)) {
      AtomicFile.write(SweepLayout.local(place), text);
    } else {
      beside(place).put(name(place), text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Reads a text; empty if it is not there.
   *
   * @throws StorageException if it cannot be read
   */
  public Optional<String> read(URI place) {
    if (!isLocal(place)) {
      return beside(place).get(name(place)).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Files.readString(SweepLayout.local(place)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("Cannot read " + place, e);
    }
  }

  /**
   * Whether there is a file or folder.
   *
   * @throws StorageException if it cannot be told
   */
  public boolean exists(URI place) {
    return isLocal(place)
        ? Files.exists(SweepLayout.local(place))
        : HadoopFiles.at(place, hadoop).exists("");
  }

  /**
   * When a file was written last, by the clock of its file system; empty if it is not there.
   *
   * @throws StorageException if it cannot be told
   */
  public Optional<Instant> modified(URI place) {
    if (!isLocal(place)) {
      return beside(place).modified(name(place));
    }
    try {
      return Optional.of(Files.getLastModifiedTime(SweepLayout.local(place)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StorageException("Cannot read " + place, e);
    }
  }

  /**
   * All files below a folder, in the order of their names; none if it is not there.
   *
   * @throws StorageException if it cannot be listed
   */
  public List<Entry> below(URI folder) {
    if (!isLocal(folder)) {
      return HadoopFiles.at(folder, hadoop).all();
    }
    Path root = SweepLayout.local(folder);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      return found.filter(Files::isRegularFile).sorted().map(file -> entry(root, file)).toList();
    } catch (IOException e) {
      throw new StorageException("Cannot list " + folder, e);
    }
  }

  private static Entry entry(Path root, Path file) {
    try {
      return new Entry(root.relativize(file).toString(), Files.size(file));
    } catch (IOException e) {
      throw new StorageException("Cannot read " + file, e);
    }
  }

  /**
   * Deletes a file, if it is there.
   *
   * @throws StorageException if it cannot be deleted
   */
  public void delete(URI place) {
    if (!isLocal(place)) {
      HadoopFiles.at(place, hadoop).delete("");
      return;
    }
    try {
      Files.deleteIfExists(SweepLayout.local(place));
    } catch (IOException e) {
      throw new StorageException("Cannot delete " + place, e);
    }
  }

  /**
   * Gives a folder another name beside its old one.
   *
   * @throws StorageException if it cannot be moved
   */
  public void rename(URI folder, String name) {
    if (!isLocal(folder)) {
      beside(folder).move(name(folder), name);
      return;
    }
    Path path = SweepLayout.local(folder);
    try {
      Files.move(path, path.resolveSibling(name));
    } catch (IOException e) {
      throw new StorageException("Cannot move " + folder, e);
    }
  }

  private HadoopFiles beside(URI place) {
    String text = place.toString();
    String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    return HadoopFiles.at(URI.create(trimmed).resolve("."), hadoop);
  }

  private static String name(URI place) {
    return Path.of(place.getPath()).getFileName().toString();
  }

  private static boolean isLocal(URI place) {
    return "file".equals(place.getScheme());
  }
}

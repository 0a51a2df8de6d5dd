package org.musweep.pipeline.table;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.SweepLayout;

/**
 * The table files of one run, on any Hadoop file system.
 *
 * <p>A file is written in staging by whoever has the rows, and moved into its table by the driver
 * alone, once what it holds is committed in the study log. Tables therefore hold complete files
 * only, and nothing in them is ever changed.
 */
public final class TableFiles {

  private final SweepLayout layout;
  private final Configuration hadoop;

  private TableFiles(SweepLayout layout, Configuration hadoop) {
    this.layout = layout;
    this.hadoop = hadoop;
  }

  /** The files of a run. */
  public static TableFiles of(SweepLayout layout, Configuration hadoop) {
    return new TableFiles(layout, hadoop);
  }

  /**
   * Opens a staged file for writing; the caller closes it.
   *
   * @param unit what the rows come from, such as a pack's id: letters, digits and dashes
   * @param attempt which attempt at that unit, from 0; attempts write different files
   * @throws StorageException if it cannot be created
   */
  public <R> TableWriter<R> stage(Table<R> table, String unit, int attempt) {
    var name = new StagedName(unit, attempt, table.name());
    Path path = path(layout.place(name.staged()));
    return new TableWriter<>(table, name, fileSystem(path), path, hadoop);
  }

  /**
   * Writes rows to a staged file.
   *
   * @return its path relative to the run's folder
   * @throws StorageException if it cannot be written
   */
  public <R> String stage(Table<R> table, String unit, int attempt, List<R> rows) {
    try (TableWriter<R> writer = stage(table, unit, attempt)) {
      rows.forEach(writer::write);
      return writer.commit();
    }
  }

  /**
   * Moves a staged file into its table. A unit is published once: if a file of the same unit is
   * there already (this call is a repetition after a crash, or a late attempt), the staged one is
   * deleted. Only the driver that holds the study may call this.
   *
   * @param stagedFile a path relative to the run's folder, as {@link TableWriter#commit} gave it
   * @throws StorageException if it can be found neither in staging nor in the table, or cannot be
   *     moved
   */
  public void publish(String stagedFile) {
    StagedName name = StagedName.parse(stagedFile);
    Path from = path(layout.place(name.staged()));
    Path to = path(layout.place(name.published()));
    FileSystem fileSystem = fileSystem(to);
    try {
      if (fileSystem.exists(to)) {
        fileSystem.delete(from, false);
      } else if (!fileSystem.exists(from)) {
        throw new StorageException(
            "Cannot publish %s: it is neither there nor at %s".formatted(from, to));
      } else {
        fileSystem.mkdirs(to.getParent());
        rename(fileSystem, from, to);
      }
    } catch (IOException e) {
      throw new StorageException("Cannot move %s to %s".formatted(from, to), e);
    }
  }

  /** A driver that lost the study in between finds that its successor has moved the file. */
  private static void rename(FileSystem fileSystem, Path from, Path to) throws IOException {
    try {
      if (!fileSystem.rename(from, to) && !fileSystem.exists(to)) {
        throw new StorageException("Cannot move %s to %s".formatted(from, to));
      }
    } catch (FileNotFoundException e) {
      if (!fileSystem.exists(to)) {
        throw e;
      }
    }
  }

  boolean isPublished(Table<?> table, String unit) {
    Path file = path(layout.place(new StagedName(unit, 0, table.name()).published()));
    try {
      return fileSystem(file).exists(file);
    } catch (IOException e) {
      throw new StorageException("Cannot look for " + file, e);
    }
  }

  /**
   * Reads all rows of a table, file by file in the order of their names; none if there is no such
   * table yet.
   *
   * @throws StorageException if a file cannot be read or is of a newer version
   */
  public <R> List<R> read(Table<R> table) {
    List<R> rows = new ArrayList<>();
    forEach(table, rows::add);
    return List.copyOf(rows);
  }

  /**
   * Hands over the rows of a table one by one, in the order of {@link #read}.
   *
   * @throws StorageException if a file cannot be read or is of a newer version
   */
  public <R> void forEach(Table<R> table, Consumer<R> action) {
    for (Path file : files(path(layout.table(table.name())))) {
      new TableReader<>(table, file, hadoop).forEach(action);
    }
  }

  private List<Path> files(Path folder) {
    try {
      return Arrays.stream(fileSystem(folder).listStatus(folder))
          .filter(FileStatus::isFile)
          .map(FileStatus::getPath)
          .filter(file -> file.getName().endsWith(".parquet"))
          .sorted()
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException e) {
      throw new StorageException("Cannot list " + folder, e);
    }
  }

  private static Path path(URI place) {
    return new Path(place);
  }

  private FileSystem fileSystem(Path path) {
    try {
      FileSystem fileSystem = path.getFileSystem(hadoop);
      // The plain local file system: the other one leaves hidden .crc files beside each file.
      return fileSystem instanceof LocalFileSystem local ? local.getRawFileSystem() : fileSystem;
    } catch (IOException e) {
      throw new StorageException("Cannot use " + path, e);
    }
  }
}

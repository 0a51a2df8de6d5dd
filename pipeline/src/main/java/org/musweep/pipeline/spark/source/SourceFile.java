package org.musweep.pipeline.spark.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.DataException;

/**
 * One file to read.
 *
 * @param path qualified with its file system
 * @param length in bytes
 * @param modifiedMillis when it was last changed
 */
public record SourceFile(String path, long length, long modifiedMillis) {

  /**
   * The files of a source: the file itself, or the files of a directory in the order of their
   * names, without those whose names begin with a dot or an underscore.
   *
   * @param path a file or directory on any Hadoop file system
   * @throws DataException if there is nothing, or nothing with content
   */
  public static List<SourceFile> list(String path, Configuration configuration) {
    var source = new Path(path);
    try {
      var fileSystem = source.getFileSystem(configuration);
      var status = fileSystem.getFileStatus(source);
      if (status.isFile()) {
        return List.of(nonEmpty(path, status));
      }
      var files =
          Arrays.stream(fileSystem.listStatus(source, SourceFile::isVisible))
              .filter(FileStatus::isFile)
              .sorted(Comparator.comparing(file -> file.getPath().getName()))
              .map(file -> nonEmpty(file.getPath().toString(), file))
              .toList();
      if (files.isEmpty()) {
        throw new DataException(path + ": the directory has no files");
      }
      return files;
    } catch (FileNotFoundException e) {
      throw new DataException(
          "%s: no such file or directory (%s)".formatted(path, e.getMessage()), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + path, e);
    }
  }

  private static boolean isVisible(Path path) {
    return !path.getName().startsWith(".") && !path.getName().startsWith("_");
  }

  private static SourceFile nonEmpty(String name, FileStatus status) {
    if (status.getLen() == 0) {
      throw new DataException(name + ": the file is empty");
    }
    return new SourceFile(
        status.getPath().toString(), status.getLen(), status.getModificationTime());
  }
}

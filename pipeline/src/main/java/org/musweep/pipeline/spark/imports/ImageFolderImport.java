package org.musweep.pipeline.spark.imports;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import org.musweep.mup.data.DataException;

/**
 * Turns a folder of pictures, with one folder in it for each class, into a Parquet table with the
 * columns {@code pixels} (bytes {@code [channels, height, width]}), {@code label} (the class's
 * place in the order of names), {@code index} (the file's place in the order of classes and names)
 * and {@code file} (its path in the folder).
 *
 * <p>Rows are shuffled, since the last ones of a table are those that a sweep validates on; the
 * same folder gives the same rows. Whatever formats the Java platform reads will do: PNG, JPEG,
 * GIF, BMP, TIFF.
 *
 * @param channels 1 for grey, 3 for colour
 * @param size of the images; of the first one if empty, and then all have to have it
 * @param rowsPerFile the most images in one of the table's files
 */
public record ImageFolderImport(int channels, Optional<Size> size, int rowsPerFile) {

  private static final long SHUFFLE = 0;

  /** In pixels. */
  public record Size(int height, int width) {

    @Override
    public String toString() {
      return "%d x %d (height x width)".formatted(height, width);
    }
  }

  /**
   * What was written.
   *
   * @param images how many
   * @param size of each
   * @param classes names of labels 0, 1 …
   */
  public record Written(int images, Size size, List<String> classes) {

    /** Copies the names. */
    public Written {
      classes = List.copyOf(classes);
    }
  }

  private record Source(Path file, int label, int index) {}

  /**
   * Writes the table.
   *
   * @param folder the folder of classes
   * @param table a local directory that does not exist
   * @throws DataException if there are fewer than two classes, a class without pictures, a file
   *     that is no picture, or pictures of different sizes where no size was asked for; nothing is
   *     left behind
   */
  public Written write(Path folder, Path table) {
    try {
      List<Path> classes = classes(folder);
      List<Source> sources = sources(classes);
      Size all = size.isPresent() ? size.orElseThrow() : sizeOf(sources);
      Collections.shuffle(sources, new Random(SHUFFLE));
      write(sources, all, folder, table);
      return new Written(
          sources.size(),
          all,
          classes.stream().map(Path::getFileName).map(Path::toString).toList());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot import " + folder, e);
    }
  }

  private void write(List<Source> sources, Size all, Path folder, Path table) throws IOException {
    try (ImageTable rows = ImageTable.withNames(table, rowsPerFile)) {
      for (Source source : sources) {
        byte[] pixels = Pixels.of(read(source.file()), channels, all);
        String name = folder.relativize(source.file()).toString();
        rows.add(pixels, source.label(), source.index(), name);
      }
      rows.publish();
    }
  }

  private static List<Path> classes(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + ": no such folder");
    }
    List<Path> classes = visible(folder).stream().filter(Files::isDirectory).toList();
    if (classes.size() < 2) {
      throw new DataException(
          "%s: has %d folders (must be at least 2, one for the pictures of each class)"
              .formatted(folder, classes.size()));
    }
    return classes;
  }

  private static List<Source> sources(List<Path> classes) throws IOException {
    List<Source> sources = new ArrayList<>();
    for (int label = 0; label < classes.size(); label++) {
      List<Path> files = visible(classes.get(label));
      if (files.isEmpty()) {
        throw new DataException(classes.get(label) + ": has no pictures");
      }
      for (Path file : files) {
        sources.add(new Source(file, label, sources.size()));
      }
    }
    return sources;
  }

  /** In the order of names, without those that begin with a dot. */
  private static List<Path> visible(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static Size sizeOf(List<Source> sources) throws IOException {
    Source first = sources.get(0);
    Size size = size(read(first.file()));
    for (Source source : sources) {
      Size other = size(read(source.file()));
      if (!other.equals(size)) {
        throw new DataException(
            "%s: is %s, but %s is %s (say with --height and --width to which size all are to be brought)"
                .formatted(source.file(), other, first.file(), size));
      }
    }
    return size;
  }

  private static Size size(BufferedImage image) {
    return new Size(image.getHeight(), image.getWidth());
  }

  private static BufferedImage read(Path file) throws IOException {
    return decoded(file)
        .orElseThrow(
            () ->
                new DataException(
                    "%s: is no picture that can be read (must be one of %s)"
                        .formatted(file, String.join(", ", formats()))));
  }

  /** Nothing where the file has no known format, or is damaged. */
  private static Optional<BufferedImage> decoded(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(ImageIO.read(file.toFile()));
    } catch (IIOException e) {
      return Optional.empty();
    }
  }

  private static List<String> formats() {
    return List.copyOf(
        new TreeSet<>(
            Arrays.stream(ImageIO.getReaderFileSuffixes())
                .filter(each -> !each.isEmpty())
                .toList()));
  }
}

package org.musweep.pipeline.spark.imports;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.musweep.mup.data.DataException;

/**
 * Turns images and labels in the IDX format (as MNIST is distributed, compressed with gzip) into a
 * Parquet table with the columns {@code pixels} (binary, row by row), {@code label} and {@code
 * index} (the image's place in the source). The same source gives the same files.
 *
 * <p>Source: the IDX format: a magic number (two zero bytes, 8 for unsigned bytes, the number of
 * dimensions), each dimension in four bytes, big-endian, then the values.
 */
public final class IdxImport {
  private static final int UNSIGNED_BYTES = 0x0800;
  private static final int IMAGE_DIMENSIONS = 3;
  private static final int LABEL_DIMENSIONS = 1;

  private IdxImport() {}

  /**
   * Writes the table.
   *
   * @param images an IDX file of three dimensions
   * @param labels an IDX file of one dimension
   * @param table a local directory that does not exist
   * @param rowsPerFile the most images in one of the table's files
   * @return how many images were written
   * @throws DataException if a file is not IDX, ends early, or the two do not fit each other;
   *     nothing is left behind
   */
  public static int write(Path images, Path labels, Path table, int rowsPerFile) {
    try (var pixelStream = open(images);
        var labelStream = open(labels)) {
      int count = header(images, pixelStream, IMAGE_DIMENSIONS);
      int labelCount = header(labels, labelStream, LABEL_DIMENSIONS);
      if (count != labelCount) {
        throw new DataException(
            "%s has %d images, but %s has %d labels".formatted(images, count, labels, labelCount));
      }
      int imageBytes = Math.multiplyExact(pixelStream.readInt(), pixelStream.readInt());
      try (ImageTable rows = ImageTable.create(table, rowsPerFile)) {
        for (int index = 0; index < count; index++) {
          byte[] pixels = pixelStream.readNBytes(imageBytes);
          if (pixels.length < imageBytes) {
            throw new EOFException();
          }
          rows.add(pixels, labelStream.readUnsignedByte(), index);
        }
        rows.publish();
      }
      return count;
    } catch (EOFException e) {
      throw new DataException(
          "%s or %s: ends before its last image or label".formatted(images, labels), e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot import %s and %s".formatted(images, labels), e);
    }
  }

  private static DataInputStream open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + ": no such file");
    }
    return new DataInputStream(
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file))));
  }

  private static int header(Path file, DataInputStream in, int dimensions) throws IOException {
    int magic = in.readInt();
    if (magic != (UNSIGNED_BYTES | dimensions)) {
      throw new DataException(
          "%s: magic number 0x%08x (must be 0x%08x: IDX, unsigned bytes, %d dimensions)"
              .formatted(file, magic, UNSIGNED_BYTES | dimensions, dimensions));
    }
    return in.readInt();
  }
}

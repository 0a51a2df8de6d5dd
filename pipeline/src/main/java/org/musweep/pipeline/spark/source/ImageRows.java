package org.musweep.pipeline.spark.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.DataShape;

/** The labelled images of a row group, row by row. */
public final class ImageRows implements Closeable {
  private final RowGroupReader reader;
  private final LeafCursor pixels;
  private final LeafCursor labels;
  private final boolean isBinary;
  private final DataShape.Images shape;
  private final byte[] image;

  private ImageRows(RowGroupReader reader, DataShape.Images shape) {
    this.reader = reader;
    this.pixels = reader.cursor(0);
    this.labels = reader.cursor(1);
    this.isBinary = pixels.isBinary();
    this.shape = shape;
    this.image = new byte[shape.inputsPerRow()];
  }

  /** Opens a row group. */
  public static ImageRows open(
      String file,
      int rowGroup,
      String pixelsColumn,
      String labelColumn,
      DataShape.Images shape,
      Configuration configuration)
      throws IOException {
    var columns =
        List.of(
            new ColumnNeed(pixelsColumn, ColumnNeed.Kind.PIXELS),
            new ColumnNeed(labelColumn, ColumnNeed.Kind.LABEL));
    return new ImageRows(RowGroupReader.open(file, rowGroup, configuration, columns), shape);
  }

  /** Whether a row is left. */
  public boolean hasNext() {
    return pixels.hasNext();
  }

  /**
   * The next row's pixels, in memory that the next call uses again. Shapes: {@code [channels *
   * height * width]}.
   *
   * @throws DataException if it has another number of pixels, or a pixel is not a byte
   */
  public byte[] nextPixels() {
    if (isBinary) {
      byte[] bytes = pixels.nextBytes();
      requireCount(bytes.length);
      return bytes;
    }
    int count = 0;
    do {
      if (pixels.isEmptyArray()) {
        pixels.skip();
        break;
      }
      long pixel = pixels.nextInteger();
      if (pixel < 0 || pixel > 255) {
        throw new DataException(
            "%s: pixel %d is out of range (must be 0 to 255)".formatted(pixels.place(), pixel));
      }
      if (count < image.length) {
        image[count] = (byte) pixel;
      }
      count++;
    } while (pixels.hasNext() && !pixels.isNextRow());
    requireCount(count);
    return image;
  }

  private void requireCount(int count) {
    if (count != image.length) {
      throw new DataException(
          "%s: the image has %d pixels (must be %d: channels %d, height %d, width %d)"
              .formatted(
                  pixels.place(),
                  count,
                  image.length,
                  shape.channels(),
                  shape.height(),
                  shape.width()));
    }
  }

  /**
   * The next row's label, to be asked for once after its pixels.
   *
   * @throws DataException if there is no such class
   */
  public int nextLabel() {
    long label = labels.nextInteger();
    if (label < 0 || label >= shape.classes()) {
      throw new DataException(
          "%s: label %d is out of range (must be 0 to %d)"
              .formatted(labels.place(), label, shape.classes() - 1));
    }
    return (int) label;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}

package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.DataShape;
import org.musweep.pipeline.spark.source.ImageRows;

/**
 * Writes shards of images: reads the row groups that a shard overlaps and keeps the rows in its
 * range.
 *
 * @param groups of the whole table, in order
 * @param pixelsColumn with the images
 * @param labelColumn with the classes
 * @param shape of every image
 * @param directory where shards go
 */
record ImageShardTask(
    List<Group> groups,
    String pixelsColumn,
    String labelColumn,
    DataShape.Images shape,
    String directory)
    implements Serializable {

  /** A row group and where it begins, counted in rows over the whole table. */
  record Group(String file, int index, long firstRow, long rows) implements Serializable {}

  ImageShardTask {
    groups = List.copyOf(groups);
  }

  WrittenShard write(ShardRange range, Configuration configuration) throws IOException {
    long[] frequencies = new long[shape.classes()];
    long[] pixelSums = new long[2 * shape.channels()];
    try (var writer = ShardWriter.open(directory, range.file(), configuration)) {
      for (var group : groups) {
        if (group.firstRow() < range.end() && group.firstRow() + group.rows() > range.start()) {
          copy(group, range, writer, frequencies, pixelSums, configuration);
        }
      }
      range.requireAll(LongStream.of(frequencies).sum());
      return WrittenShard.of(writer.commit(range.count()), frequencies, pixelSums);
    } catch (DataException e) {
      return WrittenShard.failed(e);
    }
  }

  private void copy(
      Group group,
      ShardRange range,
      ShardWriter writer,
      long[] frequencies,
      long[] pixelSums,
      Configuration configuration)
      throws IOException {
    try (var rows =
        ImageRows.open(
            group.file(), group.index(), pixelsColumn, labelColumn, shape, configuration)) {
      for (long row = group.firstRow(); rows.hasNext() && row < range.end(); row++) {
        byte[] pixels = rows.nextPixels();
        int label = rows.nextLabel();
        if (row >= range.start()) {
          writer.write(pixels);
          writer.room(Integer.BYTES).putInt(label);
          frequencies[label]++;
          add(pixels, pixelSums);
        }
      }
    }
  }

  private static void add(byte[] pixels, long[] pixelSums) {
    int channels = pixelSums.length / 2;
    int perChannel = pixels.length / channels;
    for (int i = 0; i < pixels.length; i++) {
      long value = pixels[i] & 0xFF;
      pixelSums[i / perChannel] += value;
      pixelSums[channels + i / perChannel] += value * value;
    }
  }
}

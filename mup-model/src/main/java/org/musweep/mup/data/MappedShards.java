package org.musweep.mup.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The shards of one part, mapped into memory outside the heap: the operating system loads and drops
 * their pages as they are read.
 */
final class MappedShards {
  private final List<ByteBuffer> buffers;
  private final long[] starts;
  private final long size;

  private MappedShards(List<ByteBuffer> buffers, long[] starts, long size) {
    this.buffers = List.copyOf(buffers);
    this.starts = starts;
    this.size = size;
  }

  /**
   * Maps all shards of a part.
   *
   * @throws DataException if a file is missing or has another length than the manifest says
   */
  static MappedShards open(Path directory, PreparedPart part, int recordBytes) {
    var buffers = new ArrayList<ByteBuffer>();
    long[] starts = new long[part.shards().size()];
    long size = 0;
    for (var shard : part.shards()) {
      starts[buffers.size()] = size;
      buffers.add(map(directory.resolve(shard.file()), shard, recordBytes));
      size += shard.count();
    }
    return new MappedShards(buffers, starts, size);
  }

  private static ByteBuffer map(Path file, Shard shard, int recordBytes) {
    if (shard.bytes() != shard.count() * recordBytes) {
      throw new DataException(
          "%s: the manifest says %d bytes for %d records of %d bytes (prepare the data again)"
              .formatted(file, shard.bytes(), shard.count(), recordBytes));
    }
    if (!Files.isRegularFile(file)) {
      throw new DataException(file + ": the shard is missing (prepare the data again)");
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() != shard.bytes()) {
        throw new DataException(
            "%s: %d bytes, but the manifest says %d (prepare the data again)"
                .formatted(file, channel.size(), shard.bytes()));
      }
      return channel
          .map(FileChannel.MapMode.READ_ONLY, 0, shard.bytes())
          .order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /** Records in all shards together. */
  long size() {
    return size;
  }

  /** The number of the shard that holds a record. */
  int shardOf(long index) {
    int found = Arrays.binarySearch(starts, index);
    return found >= 0 ? found : -found - 2;
  }

  /** The first record of a shard. */
  long start(int shard) {
    return starts[shard];
  }

  /** A shard's bytes; to be read with absolute positions only, since threads share it. */
  ByteBuffer buffer(int shard) {
    return buffers.get(shard);
  }
}

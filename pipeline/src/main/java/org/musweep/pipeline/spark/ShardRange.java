package org.musweep.pipeline.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.data.DataException;

/**
 * Which tokens, or images, of a source a shard holds.
 *
 * @param file the shard's name
 * @param start the first one, counted over the whole source
 * @param end the one after the last
 */
record ShardRange(String file, long start, long end) implements Serializable {

  /** Tokens, or images, in it. */
  long count() {
    return end - start;
  }

  /**
   * Checks that a source still has what it had when it was counted.
   *
   * @throws DataException if it has not
   */
  void requireAll(long written) {
    if (written != count()) {
      throw new DataException(
          "The source changed while it was prepared: %d of %d tokens or images for %s (prepare the data again)"
              .formatted(written, count(), file));
    }
  }

  /** The shards of one part; all but the last are full. */
  static List<ShardRange> split(String part, long start, long end, long perShard) {
    var shards = new ArrayList<ShardRange>();
    for (long first = start; first < end; first += perShard) {
      String file = "%s-%05d.bin".formatted(part, shards.size());
      shards.add(new ShardRange(file, first, Math.min(end, first + perShard)));
    }
    return List.copyOf(shards);
  }
}

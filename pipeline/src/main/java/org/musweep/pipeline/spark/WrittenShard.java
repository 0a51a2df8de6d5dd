package org.musweep.pipeline.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.PreparedPart;
import org.musweep.mup.data.Shard;

/**
 * What a task reports of the shard it wrote, or what was wrong with its source. A plain class, so
 * that every Spark serializer takes it.
 */
final class WrittenShard implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String file;
  private final long count;
  private final long bytes;
  private final String sha256;
  private final long[] frequencies;
  private final long[] pixelSums;
  private final String problem;

  private WrittenShard(
      String file,
      long count,
      long bytes,
      String sha256,
      long[] frequencies,
      long[] pixelSums,
      String problem) {
    this.file = file;
    this.count = count;
    this.bytes = bytes;
    this.sha256 = sha256;
    this.frequencies = frequencies;
    this.pixelSums = pixelSums;
    this.problem = problem;
  }

  static WrittenShard of(Shard shard, long[] frequencies, long[] pixelSums) {
    return new WrittenShard(
        shard.file(), shard.count(), shard.bytes(), shard.sha256(), frequencies, pixelSums, "");
  }

  static WrittenShard failed(DataException cause) {
    return new WrittenShard("", 0, 0, "", new long[0], new long[0], cause.getMessage());
  }

  /** The parts's shards together. */
  static PreparedPart part(List<WrittenShard> shards) {
    return new PreparedPart(shards.stream().map(WrittenShard::shard).toList(), sums(shards, false));
  }

  /** Per channel the sum of pixels, then per channel the sum of their squares. */
  static List<Long> pixelSums(List<WrittenShard> shards) {
    return sums(shards, true);
  }

  private static List<Long> sums(List<WrittenShard> shards, boolean ofPixels) {
    var first = shards.get(0);
    long[] sums = new long[(ofPixels ? first.pixelSums : first.frequencies).length];
    for (var shard : shards) {
      long[] counts = ofPixels ? shard.pixelSums : shard.frequencies;
      for (int i = 0; i < sums.length; i++) {
        sums[i] += counts[i];
      }
    }
    var list = new ArrayList<Long>(sums.length);
    for (long sum : sums) {
      list.add(sum);
    }
    return list;
  }

  private Shard shard() {
    return new Shard(file, count, bytes, sha256);
  }

  /**
   * The shard itself, if nothing was wrong.
   *
   * @throws DataException what was wrong
   */
  WrittenShard orThrow() {
    if (!problem.isEmpty()) {
      throw new DataException(problem);
    }
    return this;
  }
}

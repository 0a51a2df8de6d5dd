package org.musweep.pipeline.spark;

/**
 * How large pieces and shards are. Part of what a preparation is keyed by.
 *
 * @param pieceBytes of a text file, read by one task
 * @param tokensPerShard in every shard but a part's last
 * @param imageBytesPerShard at most, in every shard
 */
record ShardSizes(long pieceBytes, long tokensPerShard, long imageBytesPerShard) {
  static final ShardSizes STANDARD = new ShardSizes(8L << 20, 16L << 20, 64L << 20);

  ShardSizes {
    if (pieceBytes < 1 || tokensPerShard < 1 || imageBytesPerShard < 1) {
      throw new IllegalArgumentException(
          "Invalid shard sizes: %d, %d, %d (must be positive)"
              .formatted(pieceBytes, tokensPerShard, imageBytesPerShard));
    }
  }
}

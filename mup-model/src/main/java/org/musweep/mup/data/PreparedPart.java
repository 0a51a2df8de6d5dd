package org.musweep.mup.data;

import java.util.List;

/**
 * The training or the validation part of a prepared directory.
 *
 * @param shards in the order of their content; all but the last have the same size
 * @param frequencies how often each target occurs: one count per token of the vocabulary, or class
 */
public record PreparedPart(List<Shard> shards, List<Long> frequencies) {

  /** Copies the lists. */
  public PreparedPart {
    shards = List.copyOf(shards);
    frequencies = List.copyOf(frequencies);
  }

  /** Tokens, or images, in all shards together. */
  public long count() {
    return shards.stream().mapToLong(Shard::count).sum();
  }
}

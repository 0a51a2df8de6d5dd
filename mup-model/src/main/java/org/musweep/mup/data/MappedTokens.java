package org.musweep.mup.data;

/** Tokens in mapped shards; a window may begin in one shard and end in another. */
record MappedTokens(MappedShards shards, TokenEncoding encoding) implements TokenStore {

  @Override
  public long size() {
    return shards.size();
  }

  @Override
  public void read(long start, int[] window) {
    int done = 0;
    while (done < window.length) {
      int shard = shards.shardOf(start + done);
      var buffer = shards.buffer(shard);
      int offset = (int) (start + done - shards.start(shard));
      int count = Math.min(window.length - done, buffer.capacity() / encoding.bytes() - offset);
      for (int i = 0; i < count; i++) {
        window[done + i] = encoding.at(buffer, offset + i);
      }
      done += count;
    }
  }
}

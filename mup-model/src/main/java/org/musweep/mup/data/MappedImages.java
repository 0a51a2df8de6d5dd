package org.musweep.mup.data;

/** Images in mapped shards. */
record MappedImages(MappedShards shards) implements ImageStore {

  @Override
  public long size() {
    return shards.size();
  }

  @Override
  public int read(long index, byte[] pixels) {
    int shard = shards.shardOf(index);
    var buffer = shards.buffer(shard);
    int offset = (int) (index - shards.start(shard)) * (pixels.length + Integer.BYTES);
    buffer.get(offset, pixels);
    return buffer.getInt(offset + pixels.length);
  }
}

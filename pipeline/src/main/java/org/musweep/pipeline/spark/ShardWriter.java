package org.musweep.pipeline.spark;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.musweep.mup.data.Shard;

/**
 * Writes one shard. It has its name only once it is complete: until then it is a file of this
 * attempt, so that a task may be tried again or twice at a time.
 */
final class ShardWriter implements Closeable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final FileSystem fileSystem;
  private final Path target;
  private final Path attempt;
  private final FSDataOutputStream out;
  private final MessageDigest digest;
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  private long bytes;
  private boolean isCommitted;

  private ShardWriter(FileSystem fileSystem, Path target) throws IOException {
    this.fileSystem = fileSystem;
    this.target = target;
    this.attempt = new Path(target.getParent(), "." + target.getName() + "." + UUID.randomUUID());
    this.digest = sha256();
    this.out = fileSystem.create(attempt, true);
  }

  static ShardWriter open(String directory, String file, Configuration configuration)
      throws IOException {
    var target = new Path(directory, file);
    return new ShardWriter(target.getFileSystem(configuration), target);
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }

  /** Little-endian memory with room for at least {@code size} more bytes, to append to. */
  ByteBuffer room(int size) throws IOException {
    if (buffer.remaining() < size) {
      flush();
    }
    return buffer;
  }

  /** Appends bytes of any number. */
  void write(byte[] content) throws IOException {
    flush();
    write(content, content.length);
  }

  private void flush() throws IOException {
    write(buffer.array(), buffer.position());
    buffer.clear();
  }

  private void write(byte[] content, int length) throws IOException {
    out.write(content, 0, length);
    digest.update(content, 0, length);
    bytes += length;
  }

  /** Completes the shard and gives it its name. */
  Shard commit(long count) throws IOException {
    flush();
    out.close();
    if (!fileSystem.rename(attempt, target) && !fileSystem.exists(target)) {
      throw new IOException("Cannot rename " + attempt + " to " + target);
    }
    isCommitted = true;
    fileSystem.delete(attempt, false);
    return new Shard(target.getName(), count, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  @Override
  public void close() throws IOException {
    if (!isCommitted) {
      out.close();
      fileSystem.delete(attempt, false);
    }
  }
}

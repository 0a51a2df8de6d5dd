package org.musweep.pipeline.spark.source;

import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;

/** The text of a byte range of a file, both ends moved forward to the next cut. */
final class FileRangeBlocks implements TextBlocks {
  private final String file;
  private final Alignment alignment;
  private final FSDataInputStream in;
  private final long end;
  private long position;
  private byte[] carried = {};
  private long blockStart;

  private FileRangeBlocks(
      String file, Alignment alignment, FSDataInputStream in, long position, long end) {
    this.file = file;
    this.alignment = alignment;
    this.in = in;
    this.position = position;
    this.end = end;
  }

  static FileRangeBlocks open(
      String file, long start, long end, Alignment alignment, Configuration configuration)
      throws IOException {
    var path = new Path(file);
    var fileSystem = path.getFileSystem(configuration);
    long length = fileSystem.getFileStatus(path).getLen();
    var in = fileSystem.open(path);
    try {
      long last = alignment.cut(in, end, length);
      long first = alignment.cut(in, start, length);
      in.seek(first);
      return new FileRangeBlocks(file, alignment, in, first, last);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  @Override
  public byte[] next() throws IOException {
    blockStart = position - carried.length;
    int fresh = (int) Math.min(BLOCK_BYTES, end - position);
    byte[] block = Arrays.copyOf(carried, carried.length + fresh);
    in.readFully(block, carried.length, fresh);
    position += fresh;
    int cut = position == end ? block.length : alignment.lastCut(block, block.length);
    carried = Arrays.copyOfRange(block, cut, block.length);
    return cut == block.length ? block : Arrays.copyOf(block, cut);
  }

  @Override
  public String place(int offset) {
    return "%s: byte %d".formatted(file, blockStart + offset);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}

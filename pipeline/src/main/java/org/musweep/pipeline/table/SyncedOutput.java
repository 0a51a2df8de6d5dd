package org.musweep.pipeline.table;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A new file that is on the disk, not only in its cache, once it is closed. */
record SyncedOutput(FileSystem fileSystem, Path path) implements OutputFile {

  @Override
  public PositionOutputStream create(long blockSizeHint) throws IOException {
    return new Stream(fileSystem.create(path, false));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSizeHint) throws IOException {
    return new Stream(fileSystem.create(path, true));
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }

  @Override
  public String getPath() {
    return path.toString();
  }

  private static final class Stream extends PositionOutputStream {

    private final FSDataOutputStream out;

    Stream(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public long getPos() {
      return out.getPos();
    }

    @Override
    public void write(int b) throws IOException {
      checked(() -> out.write(b));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      checked(() -> out.write(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      checked(out::flush);
    }

    @Override
    public void close() throws IOException {
      checked(
          () -> {
            try (out) {
              if (out.hasCapability("hsync")) {
                out.hsync();
              }
            }
          });
    }

    /** Hadoop's local file system throws an error where it is an exception, as on a full disk. */
    private static void checked(Action action) throws IOException {
      try {
        action.run();
      } catch (FSError e) {
        throw new IOException(e.getMessage(), e);
      }
    }
  }

  private interface Action {
    void run() throws IOException;
  }
}

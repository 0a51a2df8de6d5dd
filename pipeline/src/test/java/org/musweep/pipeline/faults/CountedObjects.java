package org.musweep.pipeline.faults;

import java.io.IOException;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;
import org.musweep.pipeline.testing.ObjectFileSystem;

/** An object store, each of whose changes is a fail-point. */
public final class CountedObjects extends FilterFileSystem {

  /** As Hadoop makes it. */
  public CountedObjects() {
    super(objects());
  }

  private static FileSystem objects() {
    return new ObjectFileSystem();
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    FailPoint.write();
    return super.create(path, permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    FailPoint.write();
    return super.rename(from, to);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    FailPoint.write();
    return super.delete(path, recursive);
  }
}

package org.musweep.pipeline.testing;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * An object store on the local disk, as far as its manners go: an object is seen once it is closed
 * and not before, overwriting is silent, nothing is made exclusively (who asks for that is told
 * whether the object was there when writing began), and a rename is a copy.
 *
 * <p>It answers to {@code s3a://bucket/local/path}.
 */
public final class ObjectFileSystem extends RawLocalFileSystem {

  private static final URI ROOT = URI.create("s3a://bucket");

  /** Hadoop's configuration with this file system under {@code s3a:}. */
  public static Configuration configuration() {
    var hadoop = new Configuration();
    hadoop.set("fs.s3a.impl", ObjectFileSystem.class.getName());
    return hadoop;
  }

  /** The place of a local folder in this file system. */
  public static URI place(java.nio.file.Path folder) {
    return URI.create(ROOT + folder.toAbsolutePath().toString() + "/");
  }

  @Override
  public URI getUri() {
    return ROOT;
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
    if (!overwrite && exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return new FSDataOutputStream(new Upload(pathToFile(path).toPath()), null);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return create(
        path,
        FsPermission.getFileDefault(),
        overwrite,
        bufferSize,
        replication,
        blockSize,
        progress);
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    java.nio.file.Path source = pathToFile(from).toPath();
    if (Files.isDirectory(source)) {
      return super.rename(from, to);
    }
    if (!Files.exists(source)) {
      throw new FileNotFoundException(from.toString());
    }
    try (FSDataOutputStream out = create(to, true)) {
      out.write(Files.readAllBytes(source));
    }
    Files.delete(source);
    return true;
  }

  private static final class Upload extends ByteArrayOutputStream {

    private final java.nio.file.Path target;
    private boolean closed;

    Upload(java.nio.file.Path target) {
      this.target = target;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      Files.createDirectories(target.getParent());
      // Outside of what is listed, so that an upload that was cut off is not seen at all.
      java.nio.file.Path uploads = Files.createTempDirectory("uploads");
      java.nio.file.Path upload = uploads.resolve(UUID.randomUUID().toString());
      Files.write(upload, toByteArray());
      Files.move(upload, target, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(uploads);
    }
  }
}

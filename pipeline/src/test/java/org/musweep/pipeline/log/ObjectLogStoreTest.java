package org.musweep.pipeline.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.storage.S3Server;

/** Over the protocol of S3, on a server in a process of its own. */
@Tag("faults")
class ObjectLogStoreTest implements ClaimContract {

  @TempDir private static Path disks;

  private static S3Server server;
  private static int folders;

  private URI folder = URI.create("s3a:/");

  @BeforeAll
  static void startServer() throws IOException {
    server = S3Server.start(disks);
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  @BeforeEach
  void chooseFolder() {
    folder = server.root().resolve("/sweep-%d/log/".formatted(folders++));
  }

  @Override
  public LogStore store(LeaseTiming timing) {
    return LogStore.at(folder, server.configuration(), timing);
  }

  @Override
  public String file(String name) {
    return Documents.of(server.configuration()).below(folder).stream()
        .map(Documents.Entry::name)
        .filter(each -> each.endsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void overwrite(String file, byte[] bytes) {
    var path = new org.apache.hadoop.fs.Path(folder.resolve(file));
    try (FSDataOutputStream out =
        FileSystem.get(folder, server.configuration()).create(path, true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real name node and data node, in this process. */
@Tag("faults")
class ExclusiveLogStoreTest implements ClaimContract {

  @TempDir private static Path disks;

  private static MiniDFSCluster cluster;
  private static int folders;

  private URI folder = URI.create("hdfs:/");

  @BeforeAll
  static void startCluster() throws IOException {
    var hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disks.toString());
    cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    cluster.waitActive();
  }

  @AfterAll
  static void stopCluster() {
    cluster.shutdown();
  }

  @BeforeEach
  void chooseFolder() {
    folder = cluster.getURI().resolve("/sweep-%d/log/".formatted(folders++));
  }

  private static Configuration hadoop() {
    return new Configuration();
  }

  @Override
  public LogStore store(LeaseTiming timing) {
    return LogStore.at(folder, hadoop(), timing);
  }

  @Override
  public String file(String name) {
    return name;
  }

  @Override
  public void overwrite(String file, byte[] bytes) {
    var path = new org.apache.hadoop.fs.Path(folder.resolve(file));
    try (FSDataOutputStream out = FileSystem.get(folder, hadoop()).create(path, true)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void documentsAreReplacedAtOnceAndLeaveNothingBeside() {
    Documents documents = Documents.of(hadoop());
    URI status = folder.resolve("../status.json");
    for (int i = 0; i < 3; i++) {
      new RunStatus(
              "step" + i,
              RunStatus.State.RUNNING,
              OptionalInt.empty(),
              false,
              java.util.List.of(),
              Instant.EPOCH)
          .write(documents, status);
      assertThat(RunStatus.read(documents, status).orElseThrow().step()).isEqualTo("step" + i);
    }
    assertThat(documents.below(folder.resolve("../")))
        .extracting(Documents.Entry::name)
        .containsExactly("status.json");
    documents.rename(folder.resolve("../"), "renamed-" + folders);
    assertThat(documents.exists(status)).isFalse();
  }
}

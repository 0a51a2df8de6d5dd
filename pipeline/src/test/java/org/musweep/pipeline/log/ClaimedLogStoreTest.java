package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.testing.ObjectFileSystem;

class ClaimedLogStoreTest implements ClaimContract {

  @TempDir private Path parent;

  @Override
  public LogStore store(LeaseTiming timing) {
    return LogStore.at(
        ObjectFileSystem.place(parent.resolve("log")), ObjectFileSystem.configuration(), timing);
  }

  @Override
  public String file(String name) {
    try (Stream<Path> found = Files.walk(parent.resolve("log"))) {
      return found
          .filter(file -> file.endsWith(name))
          .map(file -> parent.resolve("log").relativize(file).toString())
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void overwrite(String file, byte[] bytes) {
    try {
      Files.write(parent.resolve("log").resolve(file), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whatComesAfterASealIsNoPartOfTheLog() throws IOException {
    try (StudyLog log = open(FIRST)) {
      log.append(STEPS.subList(0, 1));
    }
    String first = file(BatchName.batch(1));
    try (StudyLog log = open(SECOND)) {
      log.append(STEPS.subList(1, 2));
    }
    // A driver that was taken for dead wrote these, and a snapshot of them.
    byte[] late = new Batch(1, STEPS.subList(5, 6), Batch.Ending.COMPLETE).bytes();
    for (String name : List.of(BatchName.batch(2), BatchName.batch(3), BatchName.snapshot(3))) {
      overwrite(first.replace(BatchName.batch(1), name), late);
    }
    assertThat(read().events()).isEqualTo(STEPS.subList(0, 2));
    assertThat(read().batches()).isEqualTo(2);
  }

  @Test
  void claimWithoutASealIsNoPartOfTheLog() {
    try (StudyLog log = open(FIRST)) {
      log.append(STEPS.subList(0, 1));
    }
    open(SECOND).close();
    assertThat(read().events()).isEqualTo(STEPS.subList(0, 1));
    try (StudyLog log = open(FIRST)) {
      assertThat(log.epoch()).isEqualTo(2);
      log.append(STEPS.subList(1, 2));
    }
    assertThat(read().events()).isEqualTo(STEPS.subList(0, 2));
  }

  @Test
  void damagedSealIsNamed() {
    try (StudyLog log = open(FIRST)) {
      log.append(STEPS.subList(0, 1));
    }
    overwrite(file("seal.json"), "{\"pred".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("Cannot read seal.json of epoch-000001-");
  }

  @Test
  void schemeThatHadoopDoesNotKnowIsRefusedByName() {
    assertThatThrownBy(() -> LogStore.at(URI.create("gopher://h/log/"), new Configuration()))
        .isInstanceOf(UnsupportedSchemeException.class)
        .hasMessageContaining("no file system is known for scheme 'gopher' (must be a path, file:");
  }

  @Test
  void whoMayNotSeeTheFolderIsToldSoInOneLine() {
    Configuration hadoop = new Configuration();
    hadoop.set("fs.s3a.impl", RefusingFileSystem.class.getName());
    hadoop.set("fs.s3a.impl.disable.cache", "true");
    assertThatThrownBy(() -> LogStore.at(URI.create("s3a://bucket/out/log/"), hadoop))
        .isInstanceOf(StorageRefusedException.class)
        .hasMessageStartingWith(
            "Cannot use s3a://bucket/out/log/: access is refused: no such key (")
        .hasMessageContaining("spark.hadoop.fs.s3a.*")
        .hasMessageNotContaining("\n");
  }

  /** Knows nobody. */
  public static final class RefusingFileSystem extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("s3a://bucket");
    }

    @Override
    public boolean exists(org.apache.hadoop.fs.Path path) throws IOException {
      throw new AccessDeniedException("no such key\nat the server");
    }
  }
}

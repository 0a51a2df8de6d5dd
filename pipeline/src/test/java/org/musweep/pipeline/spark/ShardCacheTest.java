package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.PreparedManifestFormat;
import org.musweep.mup.data.PreparedPart;
import org.musweep.mup.data.Shard;
import org.musweep.mup.data.TokenDataset;

class ShardCacheTest {
  private final Configuration configuration = new Configuration();

  @TempDir Path directory;

  @Test
  void aCopyIsMadeOnceAndOpensLikeTheOriginal() throws IOException {
    var copy = cache().fetch(fileSystem(), prepared("0123456789", "0123456789"));
    var time = Files.getLastModifiedTime(copy.resolve("train.bin"));
    assertThat(cache().fetch(fileSystem(), source())).isEqualTo(copy);
    assertThat(Files.getLastModifiedTime(copy.resolve("train.bin"))).isEqualTo(time);
    assertThat(copy.getFileName().toString()).hasSize(64);
    try (var data = TokenDataset.open(copy, 4)) {
      assertThat(data.trainingExamples()).isEqualTo(6);
      assertThat(data.hash()).isEqualTo(copy.getFileName().toString());
    }
  }

  @Test
  void threadsThatFetchTogetherGetTheSameCopyAndLeaveNothingElse() throws Exception {
    var source = prepared("0123456789", "0123456789");
    var threads = Executors.newFixedThreadPool(4);
    try {
      var copies =
          threads.invokeAll(Collections.nCopies(16, () -> cache().fetch(fileSystem(), source)));
      assertThat(copies).extracting(Future::get).hasSize(16).containsOnly(copies.get(0).get());
      try (var files = Files.list(directory.resolve("cache"))) {
        assertThat(files).hasSize(2);
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void aShortenedCopyIsReplaced() throws IOException {
    var copy = cache().fetch(fileSystem(), prepared("0123456789", "0123456789"));
    Files.writeString(copy.resolve("train.bin"), "012");
    cache().fetch(fileSystem(), source());
    assertThat(copy.resolve("train.bin")).hasContent("0123456789");
  }

  @Test
  void damageOnTheWayIsNotKept() throws IOException {
    var source = prepared("0123456789", "0123x56789");
    assertThatThrownBy(() -> cache().fetch(fileSystem(), source))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train.bin: damaged");
    try (var files = Files.list(directory.resolve("cache"))) {
      assertThat(files).allMatch(file -> file.toString().endsWith(".lock"));
    }
  }

  private ShardCache cache() {
    return ShardCache.at(directory.resolve("cache"));
  }

  private FileSystem fileSystem() throws IOException {
    return FileSystem.getLocal(configuration);
  }

  private org.apache.hadoop.fs.Path source() {
    return new org.apache.hadoop.fs.Path(directory.resolve("source").toUri());
  }

  /** A prepared directory whose manifest promises one content and whose shard has another. */
  private org.apache.hadoop.fs.Path prepared(String promised, String written) throws IOException {
    var source = Files.createDirectories(directory.resolve("source"));
    Files.writeString(source.resolve("train.bin"), written);
    Files.writeString(source.resolve("validation.bin"), promised);
    String sha256 =
        HexFormat.of()
            .formatHex(ShardWriter.sha256().digest(promised.getBytes(StandardCharsets.US_ASCII)));
    var frequencies = Collections.nCopies(256, 1L);
    Files.writeString(
        source.resolve(PreparedManifest.FILE),
        PreparedManifestFormat.write(
            new PreparedManifest.Tokens(
                "bytes",
                List.of(),
                256,
                new PreparedPart(List.of(new Shard("train.bin", 10, 10, sha256)), frequencies),
                new PreparedPart(
                    List.of(new Shard("validation.bin", 10, 10, sha256)), frequencies))));
    return source();
  }
}

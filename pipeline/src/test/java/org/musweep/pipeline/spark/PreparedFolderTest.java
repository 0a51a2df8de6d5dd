package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.mup.data.PreparedPart;
import org.musweep.mup.data.Shard;

class PreparedFolderTest {
  @TempDir Path directory;

  @Test
  void isThereOnlyOnceComplete() throws IOException {
    var folder = folder();
    assertThat(folder.find()).isEmpty();
    assertThatThrownBy(
            () ->
                folder.publish(
                    staging -> {
                      throw new DataException("bad row");
                    }))
        .isInstanceOf(DataException.class);
    assertThat(directory).isEmptyDirectory();
    var manifest = folder.publish(this::content);
    assertThat(folder.find()).contains(manifest);
    assertThat(directory.toFile().list()).containsExactly("data");
  }

  @Test
  void theFirstOfTwoProcessesStands() throws IOException {
    var folder = folder();
    var second =
        folder.publish(
            staging -> {
              folder().publish(this::content);
              Files.writeString(directory.resolve("data/mark"), "first");
              return content(staging);
            });
    assertThat(folder.find()).contains(second);
    assertThat(directory.resolve("data/mark")).hasContent("first");
    assertThat(directory.toFile().list()).containsExactly("data");
  }

  @Test
  void aDamagedDirectoryIsMadeAgain() throws IOException {
    var folder = folder();
    folder.publish(this::content);
    Files.delete(directory.resolve("data/train.bin"));
    assertThat(folder.find()).isEmpty();
    folder.publish(this::content);
    assertThat(folder.find()).isPresent();
  }

  private PreparedFolder folder() throws IOException {
    return new PreparedFolder(
        FileSystem.getLocal(new Configuration()),
        new org.apache.hadoop.fs.Path(directory.resolve("data").toUri()));
  }

  private PreparedManifest content(org.apache.hadoop.fs.Path staging) throws IOException {
    Files.write(Path.of(staging.toUri()).resolve("train.bin"), new byte[10]);
    Files.write(Path.of(staging.toUri()).resolve("validation.bin"), new byte[10]);
    var frequencies = Collections.nCopies(256, 1L);
    return new PreparedManifest.Tokens(
        "bytes",
        List.of(),
        256,
        new PreparedPart(List.of(new Shard("train.bin", 10, 10, "a")), frequencies),
        new PreparedPart(List.of(new Shard("validation.bin", 10, 10, "b")), frequencies));
  }
}

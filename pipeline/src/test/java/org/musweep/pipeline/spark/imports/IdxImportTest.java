package org.musweep.pipeline.spark.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.DataShape;
import org.musweep.pipeline.spark.source.ImageRows;

class IdxImportTest {
  @TempDir Path directory;

  @Test
  void writesImagesInOrder() throws IOException {
    var table = directory.resolve("table");
    assertThat(IdxImport.write(images(5, 5), labels(5), table, 2)).isEqualTo(5);
    try (var files = Files.list(table)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "part-00000.parquet", "part-00001.parquet", "part-00002.parquet");
    }
    var shape = new DataShape.Images(1, 2, 3, 10);
    try (var rows =
        ImageRows.open(
            table.resolve("part-00001.parquet").toString(),
            0,
            "pixels",
            "label",
            shape,
            new Configuration())) {
      assertThat(rows.nextPixels()).containsExactly(2, 2, 2, 2, 2, 2);
      assertThat(rows.nextLabel()).isEqualTo(7);
      assertThat(rows.nextPixels()).containsExactly(3, 3, 3, 3, 3, 3);
      assertThat(rows.nextLabel()).isEqualTo(6);
      assertThat(rows.hasNext()).isFalse();
    }
  }

  @Test
  void rejectsFilesThatDoNotFit() throws IOException {
    var table = directory.resolve("table");
    assertThatThrownBy(() -> IdxImport.write(labels(5), labels(5), table, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("magic number 0x00000801 (must be 0x00000803");
    assertThatThrownBy(() -> IdxImport.write(images(5, 5), labels(4), table, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has 5 images")
        .hasMessageContaining("has 4 labels");
    assertThatThrownBy(() -> IdxImport.write(images(5, 3), labels(5), table, 2))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("ends before its last image");
  }

  private Path images(int promised, int written) throws IOException {
    var file = directory.resolve("images-" + promised + "-" + written + ".gz");
    try (var out = open(file)) {
      out.writeInt(0x803);
      out.writeInt(promised);
      out.writeInt(2);
      out.writeInt(3);
      for (int i = 0; i < written * 6; i++) {
        out.writeByte(i / 6);
      }
    }
    return file;
  }

  private Path labels(int count) throws IOException {
    var file = directory.resolve("labels-" + count + ".gz");
    try (var out = open(file)) {
      out.writeInt(0x801);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeByte(9 - i);
      }
    }
    return file;
  }

  private static DataOutputStream open(Path file) throws IOException {
    return new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(file)));
  }
}

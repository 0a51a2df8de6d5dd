package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;
import org.musweep.pipeline.testing.LocalSpark;

@Tag("spark")
class TablePreparationTest {
  private static final ShardSizes TINY = new ShardSizes(100, 64, 40);
  private static final String LIST =
      "optional group %s (LIST) { repeated group list { optional int32 element; } }";

  @TempDir Path directory;

  @Test
  void rowsOfATextColumnAreJoinedByLineFeeds() throws IOException {
    for (int file = 0; file < 2; file++) {
      String prefix = file + ":";
      TestTables.write(
          table("part-" + file),
          "message m { optional binary title (UTF8); optional binary text (UTF8); }",
          300,
          (row, i) -> row.append("title", "t").append("text", prefix + i));
    }
    var spec =
        new DataSpec.TextColumn(directory + "/t", "text", new Tokenizer.Characters(), 5, 0.1);
    var result = prepare(spec);
    var characters = ((PreparedManifest.Tokens) result.manifest()).characters();
    String expected =
        IntStream.range(0, 600)
            .mapToObj(i -> i / 300 + ":" + i % 300 + "\n")
            .collect(Collectors.joining());
    var text = new StringBuilder();
    for (byte token : contents(result)) {
      text.append(characters.get(token));
    }
    assertThat(text.toString()).isEqualTo(expected);
  }

  @Test
  void arraysOfTokensFollowOneAnother() throws IOException {
    TestTables.write(
        table("part-0"),
        "message m { " + LIST.formatted("ids") + " }",
        200,
        (row, i) -> {
          if (i % 3 > 0) {
            TestTables.addList(row, "ids", IntStream.range(0, i % 4).map(k -> i).toArray());
          }
        });
    var result = prepare(new DataSpec.TokenColumn(directory + "/t", "ids", 200, 5, 0.1));
    int[] expected =
        IntStream.range(0, 200)
            .filter(i -> i % 3 > 0)
            .flatMap(i -> IntStream.range(0, i % 4).map(k -> i))
            .toArray();
    byte[] tokens = contents(result);
    assertThat(IntStream.range(0, tokens.length).map(i -> tokens[i] & 0xFF).toArray())
        .isEqualTo(expected);
  }

  @Test
  void aColumnOfSingleTokensIsTakenAsItIs() throws IOException {
    TestTables.write(
        table("part-0"),
        "message m { required int64 id; }",
        300,
        (row, i) -> row.append("id", (long) i));
    var result = prepare(new DataSpec.TokenColumn(directory + "/t", "id", 300, 5, 0.1));
    assertThat(contents(result)).hasSize(600);
    assertThat(result.manifest().training().count()).isEqualTo(270);
  }

  @Test
  void imagesAreReadFromBytesAndFromArrays() throws IOException {
    TestTables.write(
        table("part-0"),
        "message m { required binary bytes; " + LIST.formatted("ints") + " required int32 label; }",
        50,
        (row, i) -> {
          row.append("bytes", Binary.fromConstantByteArray(image(i)));
          TestTables.addList(row, "ints", i, 200, 2 * i, 4);
          row.append("label", i % 3);
        });
    var fromBytes = prepare(images("bytes", 2, 10));
    var fromArrays = prepare(images("ints", 2, 10));
    assertThat(fromArrays.manifest()).isEqualTo(fromBytes.manifest());
    assertThat(fromBytes.manifest().training().count()).isEqualTo(40);
    assertThat(fromBytes.manifest().training().shards()).hasSize(8);
    assertThat(fromBytes.manifest().training().frequencies()).containsExactly(14L, 13L, 13L);

    try (var data = PreparedData.of(new Configuration()).openImages(fromBytes.directory())) {
      var batch = new HostBatch(data.shape(), 40);
      for (int i = 0; i < 40; i++) {
        data.readTraining(i, batch);
      }
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < batch.pixels().remaining(); i++) {
        sum += batch.pixels().get(i);
        squares += batch.pixels().get(i) * batch.pixels().get(i);
      }
      assertThat(sum / 160).isCloseTo(0, within(1e-6));
      assertThat(squares / 160).isCloseTo(1, within(1e-6));
      batch.clear();
      data.readValidation(9, batch);
      assertThat(batch.targets().get(0)).isEqualTo(49 % 3);
    }
  }

  private static byte[] image(int i) {
    return new byte[] {(byte) i, (byte) 200, (byte) (2 * i), 4};
  }

  @Test
  void mnistIsStandardizedWithItsKnownMoments() {
    var spec =
        new DataSpec.Images("../conf/data/mnist.parquet", "pixels", "label", 1, 28, 28, 10, 6000);
    var result =
        DataPreparation.on(LocalSpark.session())
            .prepare(spec, 64, directory.resolve("out").toString());
    var manifest = (PreparedManifest.Images) result.manifest();
    assertThat(manifest.training().count()).isEqualTo(54_000);
    // The mean and deviation of all 60,000 digits that the literature gives: 0.1307 and 0.3081.
    assertThat(manifest.standardization().mean().get(0) / 255).isCloseTo(0.1307, within(5e-4));
    assertThat(manifest.standardization().standardDeviation().get(0) / 255)
        .isCloseTo(0.3081, within(5e-4));
    assertThat(manifest.baselineLoss()).isCloseTo(Math.log(10), within(0.01));
  }

  @Test
  void refusesTablesThatDoNotFit() throws IOException {
    TestTables.write(
        table("part-0"),
        "message m { optional binary text (UTF8); required int32 label; required binary pixels; }",
        50,
        (row, i) -> {
          if (i != 30) {
            row.append("text", "some text");
          }
          row.append("label", i == 45 ? 3 : 0);
          row.append("pixels", Binary.fromConstantByteArray(image(i)));
        });
    assertRefused(text("body"), "there is no column 'body' (columns: text, label, pixels)");
    assertRefused(text("label"), "column 'label' is required int32 label (must be text)");
    assertRefused(text("text"), "column 'text' is null in row");
    assertRefused(
        new DataSpec.TokenColumn(directory + "/t", "label", 3, 5, 0.1),
        "token 3 is out of range (must be 0 to 2)");
    assertRefused(images("pixels", 2, 10), "label 3 is out of range (must be 0 to 2)");
    assertRefused(
        images("pixels", 3, 10),
        "the image has 4 pixels (must be 6: channels 1, height 2, width 3)");
    assertRefused(images("pixels", 2, 48), "too few rows: 2 to train on and 48 to validate on");
    Files.writeString(directory.resolve("t/part-1.parquet"), "not parquet");
    assertRefused(text("text"), "part-1.parquet: cannot be read as Parquet");
    assertThat(directory.resolve("out"))
        .satisfiesAnyOf(
            out -> assertThat(out).doesNotExist(), out -> assertThat(out).isEmptyDirectory());
  }

  private void assertRefused(DataSpec spec, String message) {
    assertThatThrownBy(() -> prepare(spec))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private DataSpec text(String column) {
    return new DataSpec.TextColumn(directory + "/t", column, new Tokenizer.Characters(), 5, 0.1);
  }

  private DataSpec.Images images(String column, int width, int validation) {
    return new DataSpec.Images(directory + "/t", column, "label", 1, 2, width, 3, validation);
  }

  private Path table(String file) {
    return directory.resolve("t").resolve(file + ".parquet");
  }

  private PreparationResult prepare(DataSpec spec) {
    return DataPreparation.on(LocalSpark.session(), TINY)
        .prepare(spec, 4, directory.resolve("out").toString());
  }

  private static byte[] contents(PreparationResult result) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var part : List.of(result.manifest().training(), result.manifest().validation())) {
      for (var shard : part.shards()) {
        var file = Path.of(URI.create(result.directory()).getPath(), shard.file());
        all.writeBytes(Files.readAllBytes(file));
      }
    }
    return all.toByteArray();
  }
}

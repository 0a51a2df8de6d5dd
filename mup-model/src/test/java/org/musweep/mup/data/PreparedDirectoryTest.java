package org.musweep.mup.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedDirectoryTest {
  private static final int PER_SHARD = 4;

  @TempDir Path directory;

  @Test
  void windowsSpanShardsInEveryEncoding() throws IOException {
    for (int vocabulary : new int[] {256, 60_000, 1 << 20}) {
      int[] training = tokens(vocabulary, 11);
      int[] validation = tokens(vocabulary, 9);
      write(tokenManifest(vocabulary, training, validation));
      try (var data = TokenDataset.open(directory, 6);
          var expected = TokenDataset.ofTokens(vocabulary, 6, training, validation)) {
        assertThat(data.trainingExamples()).isEqualTo(5);
        assertThat(data.baselineLoss()).isEqualTo(expected.baselineLoss());
        for (int start = 0; start < 5; start++) {
          assertThat(window(data, start)).isEqualTo(window(expected, start));
        }
      }
    }
  }

  private static int[] tokens(int vocabulary, int count) {
    return IntStream.range(0, count).map(i -> (i + 1) * (vocabulary / 12)).toArray();
  }

  private static long[] window(Dataset data, long index) {
    var batch = new HostBatch(data.shape(), 1);
    data.readTraining(index, batch);
    long[] values = new long[batch.tokens().remaining()];
    batch.tokens().get(values);
    return values;
  }

  @Test
  void manyThreadsReadTheSameDirectory() throws IOException {
    write(tokenManifest(256, tokens(256, 11), tokens(256, 11)));
    try (var data = TokenDataset.open(directory, 6)) {
      var expected = IntStream.range(0, 5).mapToObj(i -> window(data, i)).toList();
      boolean equal =
          IntStream.range(0, 10_000)
              .parallel()
              .allMatch(i -> Arrays.equals(window(data, i % 5), expected.get(i % 5)));
      assertThat(equal).isTrue();
    }
  }

  @Test
  void imagesAreStandardizedFromTheManifest() throws IOException {
    var shape = new DataShape.Images(1, 1, 2, 3);
    byte[] records = {10, 20, 2, 0, 0, 0, 30, (byte) 255, 1, 0, 0, 0};
    Files.write(directory.resolve("train.bin"), records);
    Files.write(directory.resolve("validation.bin"), Arrays.copyOf(records, 6));
    write(
        new PreparedManifest.Images(
            shape,
            new Standardization(List.of(20.0), List.of(5.0)),
            new PreparedPart(List.of(new Shard("train.bin", 2, 12, "a")), List.of(0L, 1L, 1L)),
            new PreparedPart(
                List.of(new Shard("validation.bin", 1, 6, "b")), List.of(0L, 0L, 1L))));
    try (var data = ImageDataset.open(directory)) {
      var batch = new HostBatch(shape, 1);
      data.readTraining(1, batch);
      assertThat(batch.pixels().get(0)).isEqualTo(2f);
      assertThat(batch.pixels().get(1)).isEqualTo(47f);
      assertThat(batch.targets().get(0)).isEqualTo(1);
      assertThat(data.validationExamples()).isEqualTo(1);
      assertThatThrownBy(() -> TokenDataset.open(directory, 4))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("does not hold tokens");
    }
  }

  @Test
  void manifestSurvivesItsJsonForm() throws IOException {
    var manifest =
        new PreparedManifest.Tokens(
            "characters",
            List.of("\n", "<", "é"),
            3,
            new PreparedPart(List.of(new Shard("train-00000.bin", 3, 3, "a")), List.of(1L, 1L, 1L)),
            new PreparedPart(
                List.of(new Shard("validation-00000.bin", 3, 3, "a")), List.of(1L, 2L, 0L)));
    String json = PreparedManifestFormat.write(manifest);
    assertThat(PreparedManifestFormat.parse(json, "m.json")).isEqualTo(manifest);
    assertThat(json.lines()).contains("  \"schema\": 1,", "  \"dtype\": \"uint8\",");
  }

  @Test
  void refusesDamage() throws IOException {
    assertThatThrownBy(() -> TokenDataset.open(directory, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it has no manifest.json");

    var manifest = tokenManifest(256, tokens(256, 11), tokens(256, 11));
    write(manifest);
    Files.write(directory.resolve("train-1.bin"), new byte[3]);
    assertThatThrownBy(() -> TokenDataset.open(directory, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train-1.bin: 3 bytes, but the manifest says 4");

    Files.delete(directory.resolve("train-1.bin"));
    assertThatThrownBy(() -> TokenDataset.open(directory, 4))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("train-1.bin: the shard is missing");

    String json = PreparedManifestFormat.write(manifest);
    assertThatThrownBy(() -> parse(json.replace("\"schema\": 1", "\"schema\": 2")))
        .isInstanceOf(DataException.class)
        .hasMessage("m.json: schema 2 (must be 1; prepare the data again)");
    assertThatThrownBy(
            () -> parse(json.replace("train-0.bin\",\"count\":4", "train-0.bin\",\"count\":3")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("hash does not fit");
    assertThatThrownBy(() -> parse(json.replace("\"kind\"", "\"sort\"")))
        .isInstanceOf(DataException.class)
        .hasMessage("m.json: not a data manifest: key 'kind' is missing");
    assertThatThrownBy(() -> parse("not json at all"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("m.json: not a data manifest");
  }

  private static PreparedManifest parse(String json) {
    return PreparedManifestFormat.parse(json, "m.json");
  }

  private void write(PreparedManifest manifest) throws IOException {
    Files.writeString(
        directory.resolve(PreparedManifest.FILE), PreparedManifestFormat.write(manifest));
  }

  private PreparedManifest tokenManifest(int vocabulary, int[] training, int[] validation)
      throws IOException {
    return new PreparedManifest.Tokens(
        "tokens",
        List.of(),
        vocabulary,
        part("train", vocabulary, training),
        part("validation", vocabulary, validation));
  }

  private PreparedPart part(String name, int vocabulary, int[] tokens) throws IOException {
    var encoding = TokenEncoding.forVocabulary(vocabulary);
    var shards = new ArrayList<Shard>();
    for (int start = 0; start < tokens.length; start += PER_SHARD) {
      int[] slice = Arrays.copyOfRange(tokens, start, Math.min(start + PER_SHARD, tokens.length));
      var bytes =
          ByteBuffer.allocate(slice.length * encoding.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      for (int token : slice) {
        encoding.put(bytes, token);
      }
      String file = name + "-" + start / PER_SHARD + ".bin";
      Files.write(directory.resolve(file), bytes.array());
      shards.add(new Shard(file, slice.length, bytes.capacity(), "sha-of-" + file));
    }
    return new PreparedPart(shards, TargetFrequencies.of(vocabulary, tokens));
  }
}

package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataException;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.data.PreparedManifest;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.Tokenizer;
import org.musweep.pipeline.testing.LocalSpark;

@Tag("spark")
class DataPreparationTest {
  private static final ShardSizes TINY = new ShardSizes(100, 64, 256);

  @TempDir Path directory;

  @Test
  void mobyDickHasTheKnownSizeVocabularyAndUnigramLoss() {
    var spec = characters(Path.of("../conf/data/moby-dick.txt"), 64);
    var result = DataPreparation.on(LocalSpark.session()).prepare(spec, 4, root("once"));
    var manifest = (PreparedManifest.Tokens) result.manifest();
    assertThat(result.found()).isFalse();
    assertThat(manifest.vocabulary()).isEqualTo(83);
    assertThat(manifest.training().count()).isEqualTo(1_071_285);
    assertThat(manifest.validation().count()).isEqualTo(119_032);
    assertThat(manifest.baselineLoss()).isCloseTo(3.12, within(0.005));
    try (var data = open(result, spec)) {
      assertThat(data.shape().targetClasses()).isEqualTo(83);
      assertThat(data.trainingExamples()).isEqualTo(1_071_285 - 64);
      assertThat(data.hash()).isEqualTo(manifest.hash());
    }
    var again = DataPreparation.on(LocalSpark.session()).prepare(spec, 4, root("once"));
    assertThat(again.found()).isTrue();
    assertThat(again.directory()).isEqualTo(result.directory());
    assertThat(again.manifest()).isEqualTo(manifest);
  }

  @Test
  void shardsHoldTheTextWhateverThePieces() throws IOException {
    String text = multilingual(3000);
    Files.writeString(directory.resolve("a.txt"), text);
    var spec = characters(directory.resolve("a.txt"), 7);
    var result = prepare(spec, TINY, "tiny");
    assertThat(text(result)).isEqualTo(text);
    assertThat(result.manifest().training().shards()).hasSizeGreaterThan(10);
    assertThat(result.manifest().training().count()).isEqualTo(2700);

    var large = prepare(spec, new ShardSizes(1 << 20, 64, 1), "large");
    assertThat(large.manifest()).isEqualTo(result.manifest());
  }

  @Test
  void trainingAndValidationAreDisjointAndInOrder() throws IOException {
    String text = IntStream.range(0, 500).mapToObj(i -> i + "\n").collect(Collectors.joining());
    Files.writeString(directory.resolve("a.txt"), text);
    var spec = characters(directory.resolve("a.txt"), 5);
    var result = prepare(spec, TINY, "out");
    int split = (int) result.manifest().training().count();
    assertThat(split).isEqualTo(text.length() - Math.round(text.length() * 0.1));
    try (var data = open(result, spec)) {
      var batch = new HostBatch(data.shape(), 1);
      data.readTraining(data.trainingExamples() - 1, batch);
      assertThat(characters(result, batch)).isEqualTo(text.substring(split - 6, split));
      batch.clear();
      data.readValidation(0, batch);
      assertThat(characters(result, batch)).isEqualTo(text.substring(split, split + 6));
    }
  }

  @Test
  void filesOfADirectoryFollowInTheOrderOfTheirNames() throws IOException {
    Files.writeString(directory.resolve("b.txt"), "bcd".repeat(100));
    Files.writeString(directory.resolve("a.txt"), "a".repeat(301));
    Files.writeString(directory.resolve("_ignored"), "zzz");
    var result = prepare(characters(directory, 5), TINY, "../" + directory.getFileName() + "-out");
    assertThat(text(result)).isEqualTo("a".repeat(301) + "bcd".repeat(100));
  }

  @Test
  void bytesAreTheirOwnTokens() throws IOException {
    byte[] bytes = new byte[1000];
    new Random(7).nextBytes(bytes);
    Files.write(directory.resolve("a.bin"), bytes);
    var result = prepare(text(directory.resolve("a.bin"), "bytes", 5), TINY, "out");
    assertThat(((PreparedManifest.Tokens) result.manifest()).vocabulary()).isEqualTo(256);
    assertThat(contents(result)).isEqualTo(bytes);
  }

  @Test
  void moreThan256CharactersTakeTwoBytesEach() throws IOException {
    String text =
        IntStream.range(0x4e00, 0x4e00 + 900)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    Files.writeString(directory.resolve("a.txt"), text);
    var result = prepare(characters(directory.resolve("a.txt"), 5), TINY, "out");
    assertThat(contents(result)).hasSize(1800);
    assertThat(result.manifest().recordBytes()).isEqualTo(2);
  }

  @Test
  void refusesTextThatCannotBeUsedAndLeavesNothing() throws IOException {
    var file = directory.resolve("a.txt");
    assertRefused(characters(file, 5), "no such file or directory");
    Files.createFile(file);
    assertRefused(characters(file, 5), "a.txt: the file is empty");
    Files.write(file, ("x".repeat(700) + "\u00e9").getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(characters(file, 5), "a.txt: byte 700: invalid UTF-8");
    Files.writeString(file, "x".repeat(23) + "y");
    assertRefused(
        characters(file, 5),
        "22 tokens to train on and 2 to validate on (must be at least 21, one batch of 4 windows of"
            + " sequence length 5, and 6)");
    assertThat(directory.resolve("bad")).isEmptyDirectory();
  }

  private void assertRefused(DataSpec spec, String message) throws IOException {
    Files.createDirectories(directory.resolve("bad"));
    assertThatThrownBy(() -> prepare(spec, TINY, "bad"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  private PreparationResult prepare(DataSpec spec, ShardSizes sizes, String root) {
    return DataPreparation.on(LocalSpark.session(), sizes).prepare(spec, 4, root(root));
  }

  private String root(String name) {
    return directory.resolve(name).toString();
  }

  private static DataSpec.Text characters(Path file, int sequenceLength) {
    return text(file, "characters", sequenceLength);
  }

  private static DataSpec.Text text(Path file, String tokenizer, int sequenceLength) {
    return new DataSpec.Text(file.toString(), Tokenizer.parse(tokenizer), sequenceLength, 0.1);
  }

  private static Dataset open(PreparationResult result, DataSpec spec) {
    return PreparedData.of(new Configuration()).open(result.directory(), spec);
  }

  private static String characters(PreparationResult result, HostBatch batch) {
    var characters = ((PreparedManifest.Tokens) result.manifest()).characters();
    var text = new StringBuilder(characters.get((int) batch.tokens().get(0)));
    for (int i = 0; i < batch.targets().remaining(); i++) {
      text.append(characters.get((int) batch.targets().get(i)));
    }
    return text.toString();
  }

  private static String text(PreparationResult result) throws IOException {
    var characters = ((PreparedManifest.Tokens) result.manifest()).characters();
    var text = new StringBuilder();
    for (byte token : contents(result)) {
      text.append(characters.get(token & 0xFF));
    }
    return text.toString();
  }

  /** All bytes of all shards, training first. */
  private static byte[] contents(PreparationResult result) throws IOException {
    var all = new ByteArrayOutputStream();
    for (var part : List.of(result.manifest().training(), result.manifest().validation())) {
      for (var shard : part.shards()) {
        all.writeBytes(
            Files.readAllBytes(Path.of(URI.create(result.directory()).getPath(), shard.file())));
      }
    }
    return all.toByteArray();
  }

  /** Text whose characters take one to four bytes of UTF-8. */
  private static String multilingual(int characters) {
    var random = new Random(3);
    var alphabet = List.of("a", "b", "\n", "é", "ß", "→", "中", "😀");
    return IntStream.range(0, characters)
        .mapToObj(i -> alphabet.get(random.nextInt(alphabet.size())))
        .collect(Collectors.joining());
  }
}

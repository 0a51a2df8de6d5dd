package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the declared keys to the readers, and the documentation and the JSON Schema to the declared
 * keys. After a change of the keys, {@code -Dmusweep.write-reference=true} writes both anew.
 */
class SweepFileReferenceTest {

  private static final Path DOCUMENT = Path.of("../docs/sweep-file.md");
  private static final Path SCHEMA = Path.of("../conf/musweep.schema.json");
  private static final boolean WRITE = Boolean.getBoolean("musweep.write-reference");
  private static final Set<String> RANGES =
      Set.of("log-uniform", "uniform", "int", "log-int", "choice");

  /** What the reader says of a value of the wrong form; other problems compare keys. */
  private static final Pattern WRONG_FORM =
      Pattern.compile(
          ": needs ((?:a whole number|a number|one of|text|true or false|a section of keys|a list|"
              + "a duration|auto or).*), but is ");

  static List<KeyExample> examples() {
    return KeyExample.all();
  }

  static List<ReferenceKey> literals() {
    return SweepFileReference.keys().stream()
        .filter(key -> key.defaultValue().isPresent() && !key.path().contains(".N"))
        .filter(key -> !key.path().startsWith("search.space."))
        .toList();
  }

  @Test
  void theReaderAsksForWhatIsDeclared() {
    Set<String> declared =
        SweepFileReference.keys().stream()
            .map(ReferenceKey::path)
            .filter(path -> !path.endsWith(".N"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(declared)
        .as("a key that is read needs its line in a class such as PlanReference")
        .isEqualTo(readKeys(examples().stream().flatMap(SweepFileReferenceTest::files)));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void formsAreThoseOfTheReader(KeyExample example) {
    String path = example.problem().substring(0, example.problem().indexOf(": "));
    Matcher wrongForm = WRONG_FORM.matcher(example.problem());
    if (wrongForm.find()) {
      assertThat(SweepFileReference.keys())
          .filteredOn(key -> key.path().equals(path))
          .extracting(key -> key.form().allowed())
          .contains(wrongForm.group(1));
    }
  }

  @Test
  void everyDataSourceAndFamilyHasItsOwnKeys() {
    SampleFile text = SampleFile.transformer();
    SampleFile images = SampleFile.mlp();
    Map<String, SampleFile> kinds =
        Map.of(
            "text",
            text,
            "text-column",
            text.with("data/source", "text-column"),
            "token-column",
            text.with("data/source", "token-column").with("data/vocabulary", "9"),
            "images",
            images,
            "transformer",
            text,
            "mlp",
            images,
            "convnet",
            images.with("model/family", "convnet"),
            "resnet",
            images.with("model/family", "resnet"),
            "torchscript",
            SampleFile.torchScript(),
            "block",
            images.with("model/family", "block").with("model/class", "org.example.Net"));

    kinds.forEach(
        (kind, file) -> {
          boolean source = DataReader.SOURCES.contains(kind);
          String section = source ? "data." : "model.";
          assertThat(starting(section, readKeys(Stream.of(file))))
              .as(kind)
              .isEqualTo(
                  starting(
                      section,
                      SweepFileReference.keys().stream()
                          .filter(key -> key.isOf(kind))
                          .map(ReferenceKey::path)
                          .collect(Collectors.toSet())));
        });
    assertThat(kinds.keySet()).containsAll(DataReader.SOURCES).containsAll(ModelReader.FAMILIES);
  }

  @ParameterizedTest
  @MethodSource("literals")
  void aDefaultThatIsWrittenChangesNothing(ReferenceKey key) {
    String slashed = slashed(key.path());
    SampleFile file =
        examples().stream()
            .filter(example -> hasKind(example.accepted(), key))
            .min(Comparator.comparing(example -> !example.key().equals(slashed)))
            .orElseThrow()
            .accepted()
            .without(slashed);
    if (key.path().startsWith("search.early-stopping.")) {
      // The section turns early stopping on, so that another key of it has to be there.
      file = file.with("search/early-stopping/threshold", "9");
    }

    assertThat(file.with(slashed, key.defaultValue().orElseThrow()).read()).isEqualTo(file.read());
  }

  @Test
  void hyperparametersStartAtWhatIsDeclared() {
    assertThat(SweepFileReference.keys())
        .filteredOn(key -> key.path().startsWith("training.") && key.defaultValue().isPresent())
        .allSatisfy(
            key ->
                HyperparameterName.of(key.path().substring("training.".length()))
                    .ifPresent(
                        name ->
                            assertThat(Double.parseDouble(name.initial().text()))
                                .as(key.path())
                                .isEqualTo(Double.parseDouble(key.initial()))));
  }

  @Test
  void theDocumentationHasTheTables() throws IOException {
    String document = Files.readString(DOCUMENT);
    if (WRITE) {
      Files.writeString(DOCUMENT, ReferenceDocument.renewed(document));
      document = Files.readString(DOCUMENT);
    }

    assertThat(ReferenceDocument.tables(document))
        .containsExactlyInAnyOrderElementsOf(
            SweepFileReference.tables().stream().map(ReferenceTable::name).toList());
    assertThat(document)
        .as("docs/sweep-file.md; -Dmusweep.write-reference=true writes it anew")
        .isEqualTo(ReferenceDocument.renewed(document));
  }

  @Test
  void theSchemaIsTheOneThatShips() throws IOException {
    if (WRITE) {
      Files.writeString(SCHEMA, SweepFileSchema.json());
    }

    assertThat(SCHEMA)
        .as("-Dmusweep.write-reference=true writes it anew")
        .hasContent(SweepFileSchema.json());
  }

  private static boolean hasKind(SampleFile file, ReferenceKey key) {
    return key.kinds().isEmpty()
        || key.isOf(file.values().getOrDefault("data/source", ""))
        || key.isOf(file.values().getOrDefault("model/family", ""));
  }

  private static Stream<SampleFile> files(KeyExample example) {
    return Stream.of(example.accepted(), example.rejected());
  }

  /** The keys that the reader asks for, but for the forms of a range. */
  private static Set<String> readKeys(Stream<SampleFile> files) {
    return files
        .flatMap(file -> file.knownKeys().stream())
        .filter(
            key ->
                !key.startsWith("search.space.")
                    || !RANGES.contains(key.substring(key.lastIndexOf('.') + 1)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> starting(String section, Set<String> keys) {
    return keys.stream()
        .filter(key -> key.startsWith(section))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A key as the examples name it. */
  private static String slashed(String path) {
    return HyperparameterName.values().stream()
        .filter(name -> path.equals("training." + name.key()) && !path.contains("schedule"))
        .map(name -> "training/" + name.key())
        .findFirst()
        .orElse(path.replace('.', '/'));
  }
}

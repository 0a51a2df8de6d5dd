package org.musweep.mup.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * Files of reference values, read from the test resources or from a directory that replaces them.
 *
 * <p>With the system property {@value #DIRECTORY_PROPERTY} set, only that directory is read: a file
 * that is not in it counts 0 cases and fails nothing. Of the bundled files each must yield at least
 * one case. How many cases were checked is printed for every file and written as a {@link
 * ParityTally}.
 */
public final class ReferenceFixtures {

  /** Names a directory with files of the same schema. */
  public static final String DIRECTORY_PROPERTY = "musweep.reference";

  /** How far a computed value may be from its reference, relative to the reference. */
  public static final double RELATIVE_TOLERANCE = 1e-9;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Optional<Path> directory;

  private ReferenceFixtures(Optional<Path> directory) {
    this.directory = directory;
  }

  /** The files among the test resources. */
  static ReferenceFixtures bundled() {
    return new ReferenceFixtures(Optional.empty());
  }

  /**
   * The files in a directory. A relative path is tried from the module, then from its parent, where
   * Maven was started.
   */
  static ReferenceFixtures in(Path given) {
    Path directory = Files.isDirectory(given) ? given : Path.of("..").resolve(given);
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "Invalid " + DIRECTORY_PROPERTY + ": " + given + " (must be a directory)");
    }
    return new ReferenceFixtures(Optional.of(directory));
  }

  /** What the system property asks for. */
  static ReferenceFixtures configured() {
    String directory = System.getProperty(DIRECTORY_PROPERTY, "");
    return directory.isBlank() ? bundled() : in(Path.of(directory));
  }

  /**
   * Checks one file of the configured set.
   *
   * @param file its name, such as {@code trajectory_mlp.json}
   * @param check asserts what the parsed file says and returns how many cases it checked
   * @return that number; 0 if a replacing directory has no such file
   */
  public static int check(String file, ToIntFunction<JsonNode> check) {
    ReferenceFixtures fixtures = configured();
    int cases = fixtures.checkFile(file, check);
    fixtures.write(file, cases, cases, Map.of());
    return cases;
  }

  /** Checks one case of a file; {@link #checkCases}. */
  public interface CaseCheck {
    /**
     * Asserts what a case says.
     *
     * @param document the whole file
     * @param fixture the case
     * @return how many of its runs, targets or rows were checked, at least 1
     */
    int check(JsonNode document, JsonNode fixture);
  }

  /** Checks every case of a file of the configured set; none may be left out. */
  public static void checkCases(String file, CaseCheck check) {
    checkCases(file, Map.of(), check);
  }

  /**
   * Checks every case of a file of the configured set but those on a list.
   *
   * @param skipped names or ids of cases that are not checked, each with the reason; of the bundled
   *     file each must exist
   */
  public static void checkCases(String file, Map<String, String> skipped, CaseCheck check) {
    ReferenceFixtures fixtures = configured();
    Map<String, String> left = new LinkedHashMap<>();
    int[] counts = new int[2];
    fixtures.checkFile(
        file,
        document -> {
          for (JsonNode fixture : document.path("cases")) {
            String name = fixture.path("name").asText(fixture.path("id").asText());
            if (skipped.containsKey(name)) {
              left.put(name, skipped.get(name));
              continue;
            }
            int checks = check.check(document, fixture);
            assertThat(checks).as("what was checked of %s of %s", name, file).isPositive();
            counts[0]++;
            counts[1] += checks;
          }
          return counts[0];
        });
    if (isBundled()) {
      assertThat(left.keySet())
          .as("skipped cases that the bundled %s has", file)
          .containsExactlyInAnyOrderElementsOf(skipped.keySet());
    }
    fixtures.write(file, counts[0], counts[1], left);
  }

  /** Counts cases of the configured set that were checked without {@link #checkCases}. */
  public static void tally(String file, int cases) {
    configured().write(file, cases, cases, Map.of());
  }

  private void write(String file, int cases, int checks, Map<String, String> skipped) {
    String test =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames ->
                    frames
                        .map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(type -> type != ReferenceFixtures.class)
                        .findFirst()
                        .orElseThrow()
                        .getSimpleName());
    ParityTally tally =
        new ParityTally(
            file, test, directory.map(Path::toString).orElse("bundled"), cases, checks, skipped);
    tally.write(Path.of("target", directory.isEmpty() ? "parity" : "parity-other"));
    if (directory.isEmpty()) {
      DocumentTable.of("parity").check(tally.row());
    }
  }

  /** The text of a file of the configured set, if it is there. */
  public static Optional<String> text(String file) {
    return configured().rawText(file);
  }

  /**
   * The files in a folder of the configured set, in alphabetical order; none if it is not there.
   */
  public static List<String> names(String folder) {
    Path place = configured().directory.orElseGet(ReferenceFixtures::bundledFolder).resolve(folder);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> folder + "/" + file.getFileName()).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot list " + place, e);
    }
  }

  /** Whether the bundled files are read, so that a test may expect exactly what they hold. */
  public static boolean isBundled() {
    return configured().directory.isEmpty();
  }

  /** Asserts that a value agrees with its reference to {@link #RELATIVE_TOLERANCE}. */
  public static void assertClose(String what, double actual, double expected) {
    assertClose(what, actual, expected, RELATIVE_TOLERANCE);
  }

  /** Asserts that a value agrees with its reference to a relative tolerance. */
  public static void assertClose(String what, double actual, double expected, double tolerance) {
    assertThat(Math.abs(actual - expected))
        .as("%s: %s against reference %s", what, actual, expected)
        .isLessThanOrEqualTo(tolerance * Math.abs(expected));
  }

  int checkFile(String file, ToIntFunction<JsonNode> check) {
    Optional<JsonNode> document = read(file);
    int cases = document.isPresent() ? check.applyAsInt(document.get()) : 0;
    String source = directory.map(Path::toString).orElse("bundled");
    report(file, cases, document.isPresent() ? source : "no such file in " + source);
    if (directory.isEmpty()) {
      assertThat(cases).as("cases checked of the bundled %s", file).isPositive();
    }
    return cases;
  }

  private static Path bundledFolder() {
    try {
      return Path.of(
              Objects.requireNonNull(ReferenceFixtures.class.getResource("/reference/README.md"))
                  .toURI())
          .getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Test resources have no path", e);
    }
  }

  private Optional<String> rawText(String file) {
    try {
      if (directory.isPresent()) {
        Path path = directory.get().resolve(file);
        return Files.exists(path) ? Optional.of(Files.readString(path)) : Optional.empty();
      }
      try (InputStream stream = ReferenceFixtures.class.getResourceAsStream("/reference/" + file)) {
        return stream == null
            ? Optional.empty()
            : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }

  @SuppressWarnings("SystemOut")
  private static void report(String file, int cases, String source) {
    System.out.println(file + ": " + cases + " cases checked (" + source + ")");
  }

  private Optional<JsonNode> read(String file) {
    try {
      if (directory.isEmpty()) {
        try (InputStream stream =
            ReferenceFixtures.class.getResourceAsStream("/reference/" + file)) {
          return stream == null ? Optional.empty() : Optional.of(MAPPER.readTree(stream));
        }
      }
      Path path = directory.get().resolve(file);
      return Files.exists(path) ? Optional.of(MAPPER.readTree(path.toFile())) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + file, e);
    }
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a container file, taken on this machine: {@code /opt} and {@code /tmp} are folders
 * of a place, and all stages share them. What a step needs of the base image has to be there.
 *
 * @param context the folder that the image is built from
 * @param place where the image's folders are
 */
record ImageSteps(Path context, Path place) {

  private static final Pattern STEP = Pattern.compile("(ARG|FROM|USER|COPY|RUN|ENV) +(.*)");
  private static final Pattern STAGE = Pattern.compile("\\S+ AS (\\S+)");
  private static final Pattern ABSOLUTE = Pattern.compile("(?<=^|[ =])/(opt|tmp)(?=[/ ]|$)");
  private static final Pattern VARIABLE = Pattern.compile("([A-Z_]+)=(\\S+)");

  /**
   * Takes all steps but those of some stages.
   *
   * @return the image's environment variables
   */
  Map<String, String> take(Path file, List<String> stagesToSkip) throws Exception {
    Map<String, String> arguments = new LinkedHashMap<>();
    Map<String, String> environment = new LinkedHashMap<>();
    boolean skipped = false;
    for (String line : Files.readAllLines(file)) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher step = STEP.matcher(line);
      assertThat(step.matches()).as(line).isTrue();
      String words = step.group(2);
      switch (step.group(1)) {
        case "ARG" -> variables(words, arguments, arguments);
        case "FROM" -> {
          Matcher stage = STAGE.matcher(words);
          skipped = stage.matches() && stagesToSkip.contains(stage.group(1));
        }
        case "COPY" -> {
          if (!skipped) {
            copy(List.of(words.split(" ", -1)));
          }
        }
        case "RUN" -> {
          if (!skipped) {
            shell(placed(words));
          }
        }
        case "ENV" -> variables(words, arguments, environment);
        default -> assertThat(words).isIn("root", "spark");
      }
    }
    environment.replaceAll((name, value) -> placed(value));
    return environment;
  }

  private static void variables(String words, Map<String, String> known, Map<String, String> to) {
    List<String> found = new ArrayList<>();
    VARIABLE
        .matcher(words)
        .results()
        .forEach(each -> found.add(each.group(1) + "=" + each.group(2)));
    assertThat(String.join(" ", found)).isEqualTo(words);
    for (String each : found) {
      String value = each.substring(each.indexOf('=') + 1);
      for (Map.Entry<String, String> argument : known.entrySet()) {
        value = value.replace("${" + argument.getKey() + "}", argument.getValue());
      }
      to.put(each.substring(0, each.indexOf('=')), value);
    }
  }

  private void copy(List<String> words) throws Exception {
    if (words.get(0).startsWith("--from=")) {
      assertThat(words).hasSize(3);
      assertThat(Path.of(placed(words.get(1)))).isNotEmptyDirectory();
      assertThat(words.get(1)).isEqualTo(words.get(2));
      return;
    }
    assertThat(words).hasSize(2);
    Path to = Path.of(placed(words.get(1)));
    Files.createDirectories(to.getParent());
    shell("cp -r '%s' '%s'".formatted(context.resolve(words.get(0)), to));
  }

  private String placed(String text) {
    return ABSOLUTE
        .matcher(text)
        .replaceAll(path -> Matcher.quoteReplacement(place.toString() + path.group()));
  }

  private void shell(String command) throws IOException, InterruptedException {
    Path said = Files.createTempFile(place, "step", ".txt");
    var builder =
        new ProcessBuilder("bash", "-e", "-c", command)
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder
        .environment()
        .merge("PATH", System.getProperty("java.home") + "/bin", (path, jdk) -> jdk + ":" + path);
    assertThat(builder.start().waitFor()).as(() -> command + ": " + text(said)).isZero();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

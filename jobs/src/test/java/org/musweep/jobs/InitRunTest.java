package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What init writes is run to the end, with a few short trials. */
@Tag("djl")
@Tag("spark")
class InitRunTest {

  private static final Pattern MODEL_WIDTH =
      Pattern.compile("model:\n  family: \\w+\n  width: (\\d+)");

  private static final Pattern LOSS = Pattern.compile("train done: .*loss ([0-9.]+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Template.class)
  void whatItWritesRunsToAWideModel(Template template) throws IOException {
    Path file = folder.resolve("mine.yaml");
    CommandRun init =
        CommandRun.of("init", template.toString(), file.toString(), "--data", data(template));
    assertThat(init.exit()).as(init.err()).isZero();
    Files.writeString(file, tiny(Files.readString(file)));
    String output = folder.resolve("out").toString();

    CommandRun run = CommandRun.of("run", file.toString(), "--output", output);

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("coord-check ", "sweep of 3 trials", "2 fresh seeds", ", 40 steps, ");
    Path results = folder.resolve("out/mine/main");
    Matcher done = LOSS.matcher(run.out());
    assertThat(done.find()).as(run.out()).isTrue();
    // A model that has learnt nothing is at ln(10) for ten digits, and at ln(8) for the letters.
    assertThat(Double.parseDouble(done.group(1))).isBetween(0.0, 2.0);
    assertThat(results.resolve("report/index.html")).isNotEmptyFile();
  }

  private String data(Template template) throws IOException {
    if (template != Template.TRANSFORMER) {
      return "../conf/data/mnist.parquet";
    }
    Path corpus = folder.resolve("corpus.txt");
    return Files.writeString(corpus, "to be or not to be ".repeat(2000)).toString();
  }

  /** So few steps need not transfer: that is not checked. */
  private static String tiny(String text) {
    Matcher model = MODEL_WIDTH.matcher(text);
    assertThat(model.find()).isTrue();
    int width = Integer.parseInt(model.group(1));
    String widths = "  widths: [%d, %d, %d]".formatted(width, 2 * width, 3 * width);
    return text.replaceAll("(?m)^  on-failure: .*\n", "")
        .replaceAll("(?m)^coord-check:\n", "coord-check:\n  on-failure: warn\n")
        .replaceAll("(?m)^(training:(\n  .*)*\n  steps:) \\d+", "$1 40")
        .replaceAll("(?m)^  seeds: \\d+", "  seeds: 2")
        .replaceAll("trials: \\d+", "trials: 3")
        .replaceAll("finalists: .*", "finalists: {count: 2, seeds: 2}")
        .replaceAll("validation: .*", "validation: {examples: 64}")
        .replaceAll("(?m)^  widths: .*", widths)
        .replaceAll("check-widths: .*", "check-widths: []")
        .replaceAll("(transfer:\n  width:) \\d+", "$1 " + 3 * width);
  }
}

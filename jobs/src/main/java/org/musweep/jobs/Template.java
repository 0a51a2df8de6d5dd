package org.musweep.jobs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sweep files to start from: the examples, with another name and other data. */
enum Template {
  /** A decoder-only Transformer on text. */
  TRANSFORMER("quickstart.yaml", "a Transformer on text"),
  /** A multi-layer perceptron on images. */
  MLP("mnist-mlp.yaml", "an MLP on images of a Parquet table"),
  /** A convolutional network on images. */
  CONVNET("mnist-convnet.yaml", "a ConvNet on images of a Parquet table"),
  /** A residual network on images. */
  RESNET("mnist-resnet.yaml", "a ResNet on images of a Parquet table");

  private static final Pattern HEADER = Pattern.compile("\\A(#[^\\n]*\\n)+");
  private static final Pattern NAME = Pattern.compile("(?m)^sweep: .*$");
  private static final Pattern OUTPUT = Pattern.compile("(?m)^(output: \\S+).*$");
  private static final Pattern DATA = Pattern.compile("(?m)^  path: .*$");

  private final String example;
  private final String subject;

  Template(String example, String subject) {
    this.example = example;
    this.subject = subject;
  }

  /**
   * The text of a new sweep file.
   *
   * @param file its path; the sweep is named after it
   * @param data the path of the data; empty for the example's
   */
  String text(Path file, String data) {
    String name = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
    String sweep = name.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    String header =
        """
        # Tunes %s at small width and trains a wide one with what was found:
        #
        #     %s
        #
        # What to look at first: data, model.width, training.steps, the ranges of search.space and
        # transfer.width. All keys are explained in docs/sweep-file.md.
        """
            .formatted(subject, CommandWords.of(List.of("run", file.toString())));
    String text = replaced(HEADER, example(), schema() + header);
    text = replaced(NAME, text, "sweep: " + (sweep.isEmpty() ? "my-sweep" : sweep));
    text = OUTPUT.matcher(text).replaceFirst("$1");
    return data.isEmpty() ? text : replaced(DATA, text, "  path: " + quoted(data));
  }

  /** Tells editors where the JSON Schema is, if the installation has it. */
  private static String schema() {
    Path schema = Path.of(System.getProperty("musweep.home", ""), "conf", "musweep.schema.json");
    return Files.exists(schema)
        ? "# yaml-language-server: $schema=" + schema.toAbsolutePath() + "\n#\n"
        : "";
  }

  /** The name on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private String example() {
    try (InputStream in = Template.class.getResourceAsStream(example)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the example " + example, e);
    }
  }

  private static String replaced(Pattern what, String text, String by) {
    return what.matcher(text).replaceFirst(Matcher.quoteReplacement(by));
  }

  /** A YAML string. */
  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}

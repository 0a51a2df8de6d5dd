package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A sweep in a folder of its own: {@code sweep.yaml}, {@code corpus.txt}, results in {@code out}.
 *
 * @param folder an existing one
 */
record SmallSweep(Path folder) {

  private static final int CORPUS_WORDS = 2000;

  static SmallSweep in(Path folder) {
    var sweep = new SmallSweep(folder);
    sweep.write("corpus.txt", "to be or not to be ".repeat(CORPUS_WORDS));
    sweep.write("sweep.yaml", sweep.initialText());
    return sweep;
  }

  /** The same with a part of the sweep file replaced. */
  SmallSweep with(String part, String replacement) {
    if (!text().contains(part)) {
      throw new IllegalArgumentException("Not in the sweep file: " + part);
    }
    return write("sweep.yaml", text().replace(part, replacement));
  }

  /** The number of the first line that has a text. */
  int line(String part) {
    List<String> lines = text().lines().toList();
    for (int index = 0; index < lines.size(); index++) {
      if (lines.get(index).contains(part)) {
        return index + 1;
      }
    }
    throw new IllegalArgumentException("Not in the sweep file: " + part);
  }

  SmallSweep write(String name, String content) {
    try {
      Files.writeString(folder.resolve(name), content);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String file() {
    return folder.resolve("sweep.yaml").toString();
  }

  Path runFolder() {
    return folder.resolve("out/small/main");
  }

  /** Every path in the folder. */
  List<Path> content() {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text() {
    try {
      return Files.readString(Path.of(file()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String initialText() {
    return """
        schema: 1
        sweep: small
        seed: 7
        output: %1$s/out
        data:
          source: text
          path: %1$s/corpus.txt
          tokenizer: characters
          sequence-length: 16
        model:
          family: transformer
          width: 32
          base-width: 32
          depth: 1
          head-size: 16
        parametrization: {rules: maximal-update}
        training:
          optimizer: adamw
          steps: 20
          batch-size: 4
        search:
          sampler: sobol
          trials: 4
          space:
            learning-rate: {log-uniform: [0.004, 0.125]}
          finalists: {count: 2, seeds: 2}
        coord-check: {widths: [32, 64, 128], steps: 2, seeds: 2, learning-rates: [0.004]}
        transfer: {width: 128, check-widths: [64], seeds: 2}
        execution:
          lanes: auto
        """
        .formatted(folder);
  }
}

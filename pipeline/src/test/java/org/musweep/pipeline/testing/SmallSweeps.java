package org.musweep.pipeline.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.DataPreparation;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;

/** A sweep on real text that is small enough for tests, with its data prepared. */
public record SmallSweeps(Path folder, String data) {

  private static final Path TEXT = Path.of("..", "conf", "data", "moby-dick.txt");

  /** Prepares the text that ships with the project. */
  public static SmallSweeps in(Path folder) throws IOException {
    SweepSpec spec = SweepSpecReader.parse(text("maximal-update", folder), "small.yaml");
    Files.createDirectories(folder);
    String data =
        DataPreparation.on(LocalSpark.session())
            .prepare(spec.data(), spec.training().batchSize(), folder.resolve("data").toString())
            .directory();
    return new SmallSweeps(folder, data);
  }

  /** The sweep file with a rule set. */
  public String text(String rules) {
    return text(rules, folder);
  }

  /** The sweep with a rule set. */
  public SweepSpec spec(String rules) {
    return SweepSpecReader.parse(text(rules), "small.yaml");
  }

  /** The folder of a run. */
  public SweepLayout layout(String runId) {
    return SweepLayout.of(folder.resolve("out").toString(), "small", runId);
  }

  private static String text(String rules, Path folder) {
    return """
        schema: 1
        sweep: small
        seed: 3
        output: %s
        data: {source: text, path: %s, tokenizer: characters, sequence-length: 32}
        model: {family: transformer, width: 32, base-width: 32, depth: 1, head-size: 16}
        parametrization: {rules: %s}
        training: {optimizer: adamw, steps: 120, batch-size: 4, log-every: 30, validation: {examples: 32}}
        search:
          sampler: sobol
          trials: 4
          space:
            learning-rate: {log-uniform: [0.001, 0.0625]}
        coord-check: {widths: [32, 64, 128, 256], steps: 4, seeds: 4, learning-rates: [0.0078]}
        transfer: {width: 64, check-widths: [48]}
        """
        .formatted(folder.resolve("out"), TEXT, rules);
  }
}

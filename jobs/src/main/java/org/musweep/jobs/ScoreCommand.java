package org.musweep.jobs;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.spark.scoring.Scoring;
import org.musweep.pipeline.spark.scoring.ScoringPlan;
import org.musweep.pipeline.spark.scoring.ScoringPlan.BadRows;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code musweep score}. */
@Command(
    name = "score",
    header = "Scores a Parquet table with the wide model.",
    description = {
      "Writes the table with the columns score_loss, score_targets, score_label,",
      "score_probability and score_error. docs/scoring.md says what they mean.",
      "FILE may also be the run's folder."
    },
    footerHeading = "%nExample:%n",
    footer = "  musweep score conf/mnist-mlp.yaml --table conf/data/mnist.parquet --to scores",
    mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private RunOptions options;

  @Option(
      names = "--table",
      paramLabel = "DIR",
      required = true,
      description = "The Parquet table to score.")
  private String table = "";

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "Where the table with scores goes; it must not be there.")
  private String to = "";

  @Option(
      names = "--column",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The column with text, tokens or pixels; the sweep file's if not given.")
  private String column = "";

  @Option(
      names = "--label",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The column with labels; the sweep file's, if the table has it.")
  private String label = "";

  @Option(
      names = "--bad-rows",
      paramLabel = "WHAT",
      defaultValue = "fail",
      description = "What becomes of rows that cannot be scored: fail, null or drop.")
  private BadRows badRows = BadRows.FAIL;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "64",
      description = "Rows, or windows of tokens, in one forward pass; ${DEFAULT-VALUE}.")
  private int batchSize = 64;

  @Override
  public Integer call() {
    SweepLayout layout = options.existingRun();
    Optional<String> manifest = Storage.documents().read(WideFolder.manifest(layout));
    if (manifest.isEmpty()) {
      main.console()
          .err()
          .printf(
              "musweep: score: there is no wide model in %s: run train first%n",
              Storage.shown(layout.root()));
      return ExitCode.NOTHING_TO_SELECT.code();
    }
    String sweepFile = text(layout.sweepFile());
    SweepSpec spec = SweepSpecReader.parse(sweepFile, "sweep.yaml");
    check(table, true);
    check(to, false);
    SparkSession session = Sessions.open(spec);
    try {
      Dataset<Row> rows = session.read().parquet(table);
      ScoringPlan plan =
          new ScoringPlan(
              sweepFile,
              text(layout.selection()),
              manifest.get(),
              SweepLayout.hadoopPath(layout.wide().resolve("model.safetensors")),
              input(spec.data()),
              label(spec.data(), rows),
              badRows,
              batchSize);
      LongAccumulator bad = session.sparkContext().longAccumulator("musweep.bad-rows");
      Scoring.of(plan).score(rows, bad).write().mode(SaveMode.ErrorIfExists).parquet(to);
      long written = session.read().parquet(to).count();
      String rest =
          bad.value() == 0
              ? ""
              : "; %d could not be scored (%s)".formatted(bad.value(), badRows.key());
      main.console().out().printf("scored: %d rows in %s%s%n", written, to, rest);
      return ExitCode.DONE.code();
    } catch (RuntimeException e) {
      throw Scoring.badRow(e)
          .<RuntimeException>map(
              reason ->
                  new SpecException(
                      List.of(
                          "%s: a row cannot be scored: %s; --bad-rows null or drop goes on without such rows"
                              .formatted(table, reason))))
          .orElse(e);
    } finally {
      session.stop();
    }
  }

  private static void check(String folder, boolean wanted) {
    URI place = new org.apache.hadoop.fs.Path(folder).toUri();
    URI absolute =
        place.getScheme() == null ? Path.of(place.getPath()).toAbsolutePath().toUri() : place;
    if (Storage.documents().exists(absolute) != wanted) {
      throw new SpecException(
          List.of(
              folder
                  + (wanted
                      ? ": no such table"
                      : ": is there already; scores go to a new folder")));
    }
  }

  private String input(DataSpec data) {
    if (!column.isEmpty()) {
      return column;
    }
    if (data instanceof DataSpec.Images images) {
      return images.pixelsColumn();
    }
    if (data instanceof DataSpec.TextColumn text) {
      return text.column();
    }
    return data instanceof DataSpec.TokenColumn tokens ? tokens.column() : "text";
  }

  private String label(DataSpec data, Dataset<Row> rows) {
    if (!label.isEmpty() || !(data instanceof DataSpec.Images images)) {
      return label;
    }
    return Arrays.asList(rows.columns()).contains(images.labelColumn()) ? images.labelColumn() : "";
  }

  private static String text(URI place) {
    return Storage.documents().read(place).orElse("");
  }
}

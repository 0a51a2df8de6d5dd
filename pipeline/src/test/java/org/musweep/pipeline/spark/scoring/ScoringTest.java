package org.musweep.pipeline.spark.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.HostBatch;
import org.musweep.pipeline.selection.Estimate;
import org.musweep.pipeline.selection.Finalist;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.selection.Standing;
import org.musweep.pipeline.selection.TrialCounts;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.spark.DataPreparation;
import org.musweep.pipeline.spark.PreparedData;
import org.musweep.pipeline.spark.scoring.ScoringPlan.BadRows;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.testing.LocalSpark;
import org.musweep.pipeline.testing.SmallSweeps;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.wide.WideOutcome;
import org.musweep.pipeline.wide.WideProgress;
import org.musweep.pipeline.wide.WideRun;
import org.musweep.pipeline.wide.WideTraining;

@Tag("spark")
@Tag("djl")
class ScoringTest {

  private static final int SIDE = 8;
  private static final int VALIDATION = 32;

  @TempDir Path folder;

  @Test
  void lossOfWindowsOfTokensIsThatOfTraining() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    String text = sweeps.text("maximal-update").replace("steps: 120", "steps: 40");
    Trained trained = train(text, sweeps.data());
    List<Row> rows = new ArrayList<>();
    try (Dataset dataset = open(trained, sweeps.data())) {
      HostBatch window = new HostBatch(dataset.shape(), 1);
      for (int example = 0; example < VALIDATION; example++) {
        window.clear();
        dataset.readValidation(example * dataset.validationExamples() / VALIDATION, window);
        List<Integer> tokens = new ArrayList<>();
        tokens.add((int) window.tokens().get(0));
        var targets = window.targets();
        while (targets.hasRemaining()) {
          tokens.add((int) targets.get());
        }
        rows.add(RowFactory.create((Object) tokens.toArray(Integer[]::new)));
      }
    }
    var table =
        LocalSpark.session()
            .createDataFrame(
                rows,
                new StructType().add("tokens", DataTypes.createArrayType(DataTypes.IntegerType)));

    List<Row> scored = score(trained, table, "tokens", "", BadRows.FAIL, 5);

    assertThat(scored).allMatch(row -> row.<Integer>getAs("score_targets") == 32);
    assertThat(mean(scored)).isCloseTo(trained.loss(), within(1e-5));
  }

  @Test
  void textIsCutIntoWindowsAndItsEndIsPadded() throws IOException {
    SmallSweeps sweeps = SmallSweeps.in(folder);
    String text = sweeps.text("maximal-update").replace("steps: 120", "steps: 40");
    Trained trained = train(text, sweeps.data());
    String passage = "Call me Ishmael. Some years ago, never mind how long precisely, having";
    var spark = LocalSpark.session();
    List<Row> rows =
        List.of(
            RowFactory.create(passage),
            RowFactory.create(passage.substring(0, 20)),
            RowFactory.create("x"),
            RowFactory.create("no such letter: \u4e16"),
            RowFactory.create((Object) null));
    var table = spark.createDataFrame(rows, new StructType().add("text", DataTypes.StringType));
    LongAccumulator bad = spark.sparkContext().longAccumulator();

    List<Row> alone = score(trained, table.limit(2), "text", "", BadRows.FAIL, 1);
    List<Row> together = score(trained, table, "text", "", BadRows.NULL, 3);
    List<Row> kept =
        Scoring.of(plan(trained, "text", "", BadRows.DROP, 3)).score(table, bad).collectAsList();

    assertThat(alone.get(0).<Integer>getAs("score_targets")).isEqualTo(passage.length() - 1);
    assertThat(together.get(0).<Double>getAs("score_loss"))
        .isCloseTo(alone.get(0).<Double>getAs("score_loss"), within(1e-5));
    assertThat(together.get(1).<Double>getAs("score_loss"))
        .isCloseTo(alone.get(1).<Double>getAs("score_loss"), within(1e-5));
    assertThat(together.subList(2, 5)).allMatch(row -> row.getAs("score_loss") == null);
    assertThat(together.subList(2, 5))
        .extracting(row -> row.<String>getAs("score_error"))
        .satisfiesExactly(
            reason ->
                assertThat(reason)
                    .isEqualTo("text has 1 tokens (must have 2, one to predict another)"),
            reason -> assertThat(reason).contains("U+4E16"),
            reason -> assertThat(reason).isEqualTo("text is null"));
    assertThat(kept).hasSize(2);
    assertThat(bad.value()).isEqualTo(3);
    assertThatThrownBy(() -> score(trained, table, "text", "", BadRows.FAIL, 3))
        .satisfies(
            failure ->
                assertThat(Scoring.badRow(failure))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("text")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "family: mlp, width: 16, base-width: 16, depth: 2",
        "family: convnet, width: 4, base-width: 4, depth: 2, batch-norm: true",
        "family: resnet, width: 4, base-width: 4, stages: 2, depth: 1"
      })
  void lossOfImagesIsThatOfTraining(String model) throws IOException {
    List<Row> rows = images(200);
    var schema =
        new StructType().add("pixels", DataTypes.BinaryType).add("label", DataTypes.IntegerType);
    var table = LocalSpark.session().createDataFrame(rows, schema);
    Path parquet = folder.resolve("images.parquet");
    table.coalesce(1).write().parquet(parquet.toString());
    String text = imageSweep(parquet, model);
    SweepSpec spec = SweepSpecReader.parse(text, "images.yaml");
    String data =
        DataPreparation.on(LocalSpark.session())
            .prepare(spec.data(), spec.training().batchSize(), folder.resolve("data").toString())
            .directory();
    Trained trained = train(text, data);
    var last =
        LocalSpark.session()
            .createDataFrame(rows.subList(200 - VALIDATION, 200), schema)
            .repartition(3);
    int before = ExecutorModel.loads();

    List<Row> scored = score(trained, last, "pixels", "label", BadRows.FAIL, 7);
    List<Row> unlabelled = score(trained, last.drop("label"), "pixels", "", BadRows.FAIL, 7);

    assertThat(scored).hasSize(VALIDATION);
    assertThat(mean(scored)).isCloseTo(trained.loss(), within(1e-5));
    assertThat(unlabelled).allMatch(row -> row.getAs("score_loss") == null);
    assertThat(unlabelled)
        .extracting(row -> row.<Integer>getAs("score_label"))
        .allMatch(label -> label < 10);
    assertThat(ExecutorModel.loads()).isEqualTo(before + 1);
  }

  private record Trained(
      String text, Selection selection, Path wide, String manifest, double loss) {}

  private Trained train(String text, String data) throws IOException {
    SweepSpec spec = SweepSpecReader.parse(text, "sweep.yaml");
    var chosen = org.musweep.pipeline.space.Configuration.of(Setting.of("learning-rate", 0.008));
    Path wide = folder.resolve("wide");
    try (Dataset dataset = PreparedData.of(new Configuration()).open(data, spec.data())) {
      WideOutcome outcome =
          WideTraining.into(wide.toUri(), spec, dataset, new Configuration())
              .train(WideRun.of(spec, chosen, 1), Device.cpu(), new Quiet());
      Path manifest =
          Path.of(new org.apache.hadoop.fs.Path(data).toUri().getPath()).resolve("manifest.json");
      return new Trained(
          text,
          selection(chosen),
          wide,
          Files.readString(manifest),
          ((TrialResult.Completed) outcome.result()).loss());
    }
  }

  private static Dataset open(Trained trained, String data) {
    return PreparedData.of(new Configuration())
        .open(data, SweepSpecReader.parse(trained.text(), "sweep.yaml").data());
  }

  private static List<Row> score(
      Trained trained,
      org.apache.spark.sql.Dataset<Row> table,
      String input,
      String label,
      BadRows badRows,
      int batchSize) {
    LongAccumulator bad = LocalSpark.session().sparkContext().longAccumulator();
    return Scoring.of(plan(trained, input, label, badRows, batchSize))
        .score(table, bad)
        .collectAsList();
  }

  private static ScoringPlan plan(
      Trained trained, String input, String label, BadRows badRows, int batchSize) {
    return new ScoringPlan(
        trained.text(),
        SelectionJson.write(trained.selection(), java.util.Map.of()),
        trained.manifest(),
        trained.wide().resolve("model.safetensors").toString(),
        input,
        label,
        badRows,
        batchSize);
  }

  private static double mean(List<Row> scored) {
    return scored.stream()
        .mapToDouble(row -> row.<Double>getAs("score_loss"))
        .average()
        .orElseThrow();
  }

  private static List<Row> images(int count) {
    var random = new SplittableRandom(5);
    List<Row> rows = new ArrayList<>();
    for (int image = 0; image < count; image++) {
      int label = image % 10;
      byte[] pixels = new byte[SIDE * SIDE];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (i / 6 == label ? 200 + random.nextInt(50) : random.nextInt(60));
      }
      rows.add(RowFactory.create(pixels, label));
    }
    return rows;
  }

  private static String imageSweep(Path table, String model) {
    return """
    schema: 1
    sweep: images
    seed: 3
    output: out
    data: {source: images, path: %s, pixels: pixels, label: label, height: 8, width: 8, classes: 10, validation-examples: 32}
    model: {%s}
    training: {optimizer: adamw, steps: 20, batch-size: 8, validation: {examples: 32}}
    search:
      sampler: sobol
      trials: 4
      space:
        learning-rate: {log-uniform: [0.001, 0.0625]}
    transfer: {width: 32, check-widths: []}
    """
        .formatted(table, model);
  }

  private static Selection selection(org.musweep.pipeline.space.Configuration chosen) {
    Estimate loss = new Estimate(2, 0.1, 1.8, 2.2, 1);
    return new Selection(
        chosen,
        Selection.Basis.EXPLORATION,
        List.of(new Finalist(chosen, List.of(), loss, loss, Standing.CHOSEN)),
        0.02,
        new TrialCounts(1, 0, 0, 0),
        List.of(),
        List.of());
  }

  private record Quiet() implements WideProgress {

    @Override
    public void step(int step, int steps, double trainingLoss) {}

    @Override
    public boolean stopRequested() {
      return false;
    }
  }
}

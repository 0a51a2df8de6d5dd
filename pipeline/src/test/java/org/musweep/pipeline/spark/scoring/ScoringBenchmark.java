package org.musweep.pipeline.spark.scoring;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
import org.musweep.pipeline.spark.scoring.RowInput.Example;
import org.musweep.pipeline.spark.scoring.ScoringPlan.BadRows;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.wide.WideProgress;
import org.musweep.pipeline.wide.WideRun;
import org.musweep.pipeline.wide.WideTraining;

/**
 * Rows per second of scoring MNIST with an MLP: a plain loop over rows in memory on one thread, and
 * Spark from Parquet to Parquet on one and on two cores. docs/scoring.md has the command.
 */
final class ScoringBenchmark {

  private static final int BATCH = 64;

  private ScoringBenchmark() {}

  /** {@code CORES FOLDER}. */
  public static void main(String[] arguments) throws Exception {
    int cores = Integer.parseInt(arguments[0]);
    Path folder = Path.of(arguments[1]);
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();
    ScoringPlan plan = plan(spark, folder);
    if (cores == 1) {
      loop(spark, plan);
    }
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      var table = spark.read().parquet("../conf/data/mnist.parquet");
      Scoring.of(plan)
          .score(table, spark.sparkContext().longAccumulator())
          .write()
          .mode("overwrite")
          .parquet(folder.resolve("scores").toString());
      report("Spark, %d core(s)".formatted(cores), table.count(), start);
    }
    spark.stop();
  }

  private static void loop(SparkSession spark, ScoringPlan plan) {
    List<Row> rows = spark.read().parquet("../conf/data/mnist.parquet").collectAsList();
    ExecutorModel model = ExecutorModel.of(plan, new Configuration());
    RowInput input = model.input(plan, new Configuration());
    HostBatch batch = new HostBatch(model.model().input(), BATCH);
    for (int round = 0; round < 3; round++) {
      long start = System.nanoTime();
      for (int from = 0; from < rows.size(); from += BATCH) {
        batch.clear();
        List<Integer> counting = new ArrayList<>();
        for (Row row : rows.subList(from, Math.min(rows.size(), from + BATCH))) {
          Example example = input.examples(row).get(0);
          example.appendTo(batch);
          counting.add(example.counting());
        }
        model.model().scores(batch, counting);
      }
      report("plain loop, 1 thread", rows.size(), start);
    }
  }

  private static void report(String what, long rows, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    System.out.printf("%-22s %,9.0f rows/s  (%.2f s)%n", what, rows / seconds, seconds);
  }

  private static ScoringPlan plan(SparkSession spark, Path folder) throws Exception {
    String text =
        Files.readString(Path.of("../conf/mnist-mlp.yaml"))
            .replace("path: conf/data", "path: ../conf/data")
            .replaceAll("(?m)^  steps: .*$", "  steps: 100");
    SweepSpec spec = SweepSpecReader.parse(text, "sweep.yaml");
    String data =
        DataPreparation.on(spark)
            .prepare(spec.data(), spec.training().batchSize(), folder.resolve("data").toString())
            .directory();
    var chosen = org.musweep.pipeline.space.Configuration.of(Setting.of("learning-rate", 0.002));
    Path wide = folder.resolve("wide");
    try (Dataset dataset = PreparedData.of(new Configuration()).open(data, spec.data())) {
      WideTraining.into(wide.toUri(), spec, dataset, new Configuration())
          .train(WideRun.of(spec, chosen, 2), Device.cpu(), new Quiet());
    }
    Estimate loss = new Estimate(2, 0.1, 1.8, 2.2, 1);
    Selection selection =
        new Selection(
            chosen,
            Selection.Basis.EXPLORATION,
            List.of(new Finalist(chosen, List.of(), loss, loss, Standing.CHOSEN)),
            0.02,
            new TrialCounts(1, 0, 0, 0),
            List.of(),
            List.of());
    Path manifest =
        Path.of(new org.apache.hadoop.fs.Path(data).toUri().getPath()).resolve("manifest.json");
    return new ScoringPlan(
        text,
        SelectionJson.write(selection, Map.of()),
        Files.readString(manifest),
        wide.resolve("model.safetensors").toAbsolutePath().toString(),
        "pixels",
        "label",
        BadRows.FAIL,
        BATCH);
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

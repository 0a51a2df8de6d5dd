package org.musweep.pipeline.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The tables of one run, for notebooks and queries; docs/tables.md lists their columns.
 *
 * <p>Safe while the run goes on: a table's folder holds complete files only, and every row once.
 * Each call looks again, so later calls see more rows.
 */
public final class SweepTables {

  private static final List<String> NAMES = List.of("trials", "rungs", "curves", "coord_check");

  private final SparkSession session;
  private final Path folder;

  private SweepTables(SparkSession session, Path folder) {
    this.session = session;
    this.folder = folder;
  }

  /**
   * Opens the tables of a run, and registers those that are there as temporary views under their
   * names.
   *
   * @param runFolder such as {@code out/quickstart/main}, on any Hadoop file system
   * @throws IllegalArgumentException if the folder has none of the tables
   */
  public static SweepTables open(SparkSession session, String runFolder) {
    SweepTables tables = new SweepTables(session, new Path(runFolder));
    List<String> present = NAMES.stream().filter(tables::isPresent).toList();
    if (present.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot open tables: %s has none of %s (must be a run's folder, such as out/quickstart/main)"
              .formatted(runFolder, NAMES));
    }
    present.forEach(name -> tables.read(name).createOrReplaceTempView(name));
    return tables;
  }

  /** One row per trial: settings as columns, how it ended, loss, timings. */
  public Dataset<Row> trials() {
    return read("trials");
  }

  /** One row per trial and rung: loss, decision, reason. */
  public Dataset<Row> rungs() {
    return read("rungs");
  }

  /** One row per trial and logged step. */
  public Dataset<Row> curves() {
    return read("curves");
  }

  /** One row per width, learning rate, seed, step, module and statistic. */
  public Dataset<Row> coordCheck() {
    return read("coord_check");
  }

  private Dataset<Row> read(String name) {
    if (!isPresent(name)) {
      throw new IllegalStateException(
          "Cannot read table %s: %s has no such table yet".formatted(name, folder));
    }
    return session.read().option("mergeSchema", "true").parquet(new Path(folder, name).toString());
  }

  private boolean isPresent(String name) {
    Path table = new Path(folder, name);
    try {
      return table.getFileSystem(session.sparkContext().hadoopConfiguration()).exists(table);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for " + table, e);
    }
  }
}

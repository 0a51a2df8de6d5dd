package org.musweep.pipeline.spark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.musweep.mup.coordcheck.CoordRecord;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CoordCheckTable;
import org.musweep.pipeline.table.TableFiles;

/**
 * The coordinate check as Spark tasks: one per width or depth, whose lanes are the seeds and
 * learning rates.
 *
 * <p>Each task stages its records as a file of the {@code coord_check} table; the driver publishes
 * them together and reads them back.
 */
public final class CoordCheckRun {

  private final JavaSparkContext spark;
  private final SweepSpec spec;
  private final String sweepFile;
  private final SweepLayout layout;
  private final String data;

  private CoordCheckRun(
      SparkSession session, SweepSpec spec, String sweepFile, SweepLayout layout, String data) {
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.spec = spec;
    this.sweepFile = sweepFile;
    this.layout = layout;
    this.data = data;
  }

  /**
   * A check of one run.
   *
   * @param sweepFile the text of the sweep file, which travels with every task
   * @param data the folder of the prepared data
   */
  public static CoordCheckRun on(
      SparkSession session, SweepSpec spec, String sweepFile, SweepLayout layout, String data) {
    return new CoordCheckRun(session, spec, sweepFile, layout, data);
  }

  /** Runs the check at all widths and depths and returns the table's records. */
  public List<CoordRecord> run() {
    List<String> assignments = new ArrayList<>();
    for (int width : spec.coordCheck().widths()) {
      assignments.add(assignment(width, spec.model().depth()));
    }
    for (int depth : spec.coordCheck().depths()) {
      String assignment = assignment(spec.model().width(), depth);
      if (!assignments.contains(assignment)) {
        assignments.add(assignment);
      }
    }
    // The widest takes longest: it starts first.
    Collections.reverse(assignments);
    TableFiles files = TableFiles.of(layout, spark.hadoopConfiguration());
    List<String> staged =
        spark
            .parallelize(assignments, assignments.size())
            .map(new CoordFunction(spec.execution().device()))
            .collect();
    staged.forEach(files::publish);
    return files.read(new CoordCheckTable());
  }

  private String assignment(int width, int depth) {
    return new CoordAssignment(
            sweepFile, layout, data, spec.execution().coresPerPack(), width, depth)
        .toJson();
  }
}

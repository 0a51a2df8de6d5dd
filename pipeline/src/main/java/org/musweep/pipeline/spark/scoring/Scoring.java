package org.musweep.pipeline.spark.scoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.LongAccumulator;
import org.musweep.mup.data.DataException;

/**
 * Scores a table with a trained model: the rows of each partition in batches, with one model for
 * all tasks of an executor.
 */
public final class Scoring {

  /** How many columns scores have. */
  static final int COLUMNS = 5;

  private final ScoringPlan plan;

  private Scoring(ScoringPlan plan) {
    this.plan = plan;
  }

  /** Scoring as planned. */
  public static Scoring of(ScoringPlan plan) {
    return new Scoring(plan);
  }

  /**
   * The table with scores, to be computed when it is read.
   *
   * <p>Its columns, and {@code score_loss} (nats per target; null where nothing is to be compared
   * with), {@code score_targets} (how many), {@code score_label} (the most probable class; of text,
   * of the last token), {@code score_probability} (of that class), {@code score_error} (why a row
   * was not scored).
   *
   * @param bad counts the rows that could not be scored, each as often as it was met
   * @throws DataException if the table lacks a column
   */
  public Dataset<Row> score(Dataset<Row> table, LongAccumulator bad) {
    List<String> columns = Arrays.asList(table.columns());
    for (String needed :
        plan.label().isEmpty() ? List.of(plan.input()) : List.of(plan.input(), plan.label())) {
      if (!columns.contains(needed)) {
        throw new DataException(
            "the table to score has no column '%s'; it has %s".formatted(needed, columns));
      }
    }
    StructType schema =
        table
            .schema()
            .add("score_loss", DataTypes.DoubleType, true)
            .add("score_targets", DataTypes.IntegerType, true)
            .add("score_label", DataTypes.IntegerType, true)
            .add("score_probability", DataTypes.DoubleType, true)
            .add("score_error", DataTypes.StringType, true);
    MapPartitionsFunction<Row, Row> function = new ScoringFunction(plan, bad);
    return table.mapPartitions(function, Encoders.row(schema));
  }

  /** Why a row could not be scored, if that is what a Spark job failed for. */
  public static Optional<String> badRow(Throwable failure) {
    Pattern words = Pattern.compile(Pattern.quote(BadRowException.class.getName()) + ": ([^\\n]*)");
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof BadRowException) {
        return Optional.of(String.valueOf(at.getMessage()));
      }
      Matcher found = words.matcher(String.valueOf(at.getMessage()));
      if (found.find()) {
        return Optional.of(found.group(1));
      }
    }
    return Optional.empty();
  }
}

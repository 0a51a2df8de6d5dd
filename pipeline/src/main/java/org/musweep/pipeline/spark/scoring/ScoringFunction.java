package org.musweep.pipeline.spark.scoring;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.LongAccumulator;
import org.apache.spark.util.TaskCompletionListener;
import org.musweep.mup.data.HostBatch;
import org.musweep.mup.training.TrainedModel;
import org.musweep.mup.training.TrainedModel.Score;
import org.musweep.pipeline.spark.scoring.RowInput.Example;
import org.musweep.pipeline.spark.scoring.ScoringPlan.BadRows;

/** Scores the rows of a partition as they are asked for, a batch at a time. */
final class ScoringFunction implements MapPartitionsFunction<Row, Row> {

  @Serial private static final long serialVersionUID = 1;

  private final ScoringPlan plan;
  private final LongAccumulator bad;

  ScoringFunction(ScoringPlan plan, LongAccumulator bad) {
    this.plan = plan;
    this.bad = bad;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    var hadoop = SparkHadoopUtil.get().conf();
    ExecutorModel model = ExecutorModel.of(plan, hadoop);
    RowInput input = model.input(plan, hadoop);
    TaskContext.get().addTaskCompletionListener(new Closing(input));
    return new Scored(plan, rows, input, model.model(), bad);
  }

  private record Closing(RowInput input) implements TaskCompletionListener {

    @Override
    public void onTaskCompletion(TaskContext context) {
      input.close();
    }
  }

  /** A row, and its inputs or what is wrong with it. */
  private record Asked(Row row, List<Example> examples, String error) {}

  private static final class Scored implements Iterator<Row> {

    private final ScoringPlan plan;
    private final Iterator<Row> rows;
    private final RowInput input;
    private final TrainedModel model;
    private final LongAccumulator bad;
    private final HostBatch batch;
    private final Deque<Row> ready = new ArrayDeque<>();

    Scored(
        ScoringPlan plan,
        Iterator<Row> rows,
        RowInput input,
        TrainedModel model,
        LongAccumulator bad) {
      this.plan = plan;
      this.rows = rows;
      this.input = input;
      this.model = model;
      this.bad = bad;
      this.batch = new HostBatch(model.input(), plan.batchSize());
    }

    @Override
    public boolean hasNext() {
      while (ready.isEmpty() && rows.hasNext()) {
        fill();
      }
      return !ready.isEmpty();
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.remove();
    }

    private void fill() {
      List<Asked> asked = new ArrayList<>();
      int examples = 0;
      while (rows.hasNext() && examples < plan.batchSize()) {
        Asked one = ask(rows.next());
        examples += one.examples().size();
        if (one.error().isEmpty() || plan.badRows() == BadRows.NULL) {
          asked.add(one);
        }
      }
      Iterator<Score> scores =
          scores(asked.stream().flatMap(one -> one.examples().stream()).toList()).iterator();
      asked.forEach(one -> ready.add(answer(one, scores)));
    }

    private Asked ask(Row row) {
      try {
        return new Asked(row, input.examples(row), "");
      } catch (BadRowException e) {
        if (plan.badRows() == BadRows.FAIL) {
          throw e;
        }
        bad.add(1);
        return new Asked(row, List.of(), String.valueOf(e.getMessage()));
      }
    }

    private List<Score> scores(List<Example> examples) {
      List<Score> scores = new ArrayList<>(examples.size());
      for (int from = 0; from < examples.size(); from += plan.batchSize()) {
        List<Example> part =
            examples.subList(from, Math.min(examples.size(), from + plan.batchSize()));
        batch.clear();
        part.forEach(example -> example.appendTo(batch));
        scores.addAll(model.scores(batch, part.stream().map(Example::counting).toList()));
      }
      return scores;
    }

    /** The row's own columns, then loss, targets, label, probability and error. */
    private static Row answer(Asked one, Iterator<Score> scores) {
      int size = one.row().size();
      Object[] values = new Object[size + Scoring.COLUMNS];
      for (int column = 0; column < size; column++) {
        values[column] = one.row().get(column);
      }
      if (!one.error().isEmpty()) {
        values[size + 4] = one.error();
        return RowFactory.create(values);
      }
      double sum = 0;
      int targets = 0;
      for (Example example : one.examples()) {
        Score score = scores.next();
        sum += example.counting() == 0 ? 0 : score.loss() * example.counting();
        targets += example.counting();
        values[size + 2] = score.label();
        values[size + 3] = score.probability();
      }
      if (targets > 0) {
        values[size] = sum / targets;
      }
      values[size + 1] = targets;
      return RowFactory.create(values);
    }
  }
}

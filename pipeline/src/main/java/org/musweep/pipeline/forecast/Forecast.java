package org.musweep.pipeline.forecast;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.musweep.pipeline.training.StackMemory;
import org.musweep.pipeline.trial.TrialShape;

/**
 * What parts of a sweep will take.
 *
 * @param rows one per part, in their order
 * @param slots how many packs run at once
 */
public record Forecast(List<Row> rows, int slots) {

  /** Copies the rows. */
  public Forecast {
    rows = List.copyOf(rows);
  }

  /**
   * One part.
   *
   * @param part what is trained
   * @param cost of a lane's step; empty if no training of this model is on record
   * @param seconds of wall-clock time; empty if that cannot be told
   * @param packBytes that the arrays of one pack take
   */
  public record Row(
      WorkPart part, Optional<RecordedPace.Cost> cost, OptionalDouble seconds, long packBytes) {}

  /** What a workload will take. */
  public static Forecast of(Workload workload, RecordedPace pace, StackMemory memory) {
    List<Row> rows =
        workload.parts().stream().map(part -> row(part, workload, pace, memory)).toList();
    return new Forecast(rows, workload.slots());
  }

  /** The parts of some steps only. */
  public Forecast of(Set<String> steps) {
    return new Forecast(
        rows.stream().filter(row -> steps.contains(row.part().step())).toList(), slots);
  }

  private static Row row(WorkPart part, Workload workload, RecordedPace pace, StackMemory memory) {
    // Arithmetic grows with the number of parameters, as long as the data's shape is the same.
    TrialShape own = workload.shape(part.width());
    double share =
        (double) memory.parameters(part.width(), part.shape().depth())
            * part.shape().batchSize()
            / ((double) memory.parameters(part.width(), own.depth()) * own.batchSize());
    Optional<RecordedPace.Cost> cost =
        pace.at(part.width(), width -> memory.parameters(width, own.depth()))
            .map(measured -> measured.times(share));
    int packs = (part.trainings() + part.lanes() - 1) / part.lanes();
    int atOnce = Math.min(workload.slots(), packs);
    OptionalDouble seconds =
        part.isDone()
            ? OptionalDouble.of(0)
            : cost.stream().mapToDouble(c -> c.seconds() * part.laneSteps() / atOnce).findFirst();
    return new Row(part, cost, seconds, memory.bytes(part.shape(), part.lanes()));
  }

  /** Wall-clock time of all parts together; empty if that of one cannot be told. */
  public OptionalDouble seconds() {
    return rows.stream().allMatch(row -> row.seconds().isPresent())
        ? OptionalDouble.of(rows.stream().mapToDouble(row -> row.seconds().getAsDouble()).sum())
        : OptionalDouble.empty();
  }

  /** The most that the arrays of the packs of one part take together, while they run. */
  public long peakBytes() {
    return rows.stream()
        .filter(row -> !row.part().isDone())
        .mapToLong(
            row -> {
              int packs = (row.part().trainings() + row.part().lanes() - 1) / row.part().lanes();
              return row.packBytes() * Math.min(slots, packs);
            })
        .max()
        .orElse(0);
  }
}

package org.musweep.pipeline.forecast;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.TrialShape;

/**
 * What trainings of one model have cost, by width.
 *
 * <p>Units: seconds of one pack's slot per lane and optimizer step.
 */
public final class RecordedPace {

  private final TreeMap<Integer, List<Double>> byWidth = new TreeMap<>();

  /**
   * The cost of a lane's step.
   *
   * @param seconds of a slot
   * @param measuredAt the width that it was measured at
   */
  public record Cost(double seconds, int measuredAt) {

    /** The cost of what has so many times the arithmetic. */
    Cost times(double arithmetic) {
      return new Cost(seconds * arithmetic, measuredAt);
    }
  }

  /** Takes into account every pack of some depth and batch size that a study has committed. */
  public void add(StudyState study, int depth, int batchSize) {
    for (PackState state : study.packs(PackState.Status.COMMITTED)) {
      TrialShape shape = state.pack().shape();
      if (shape.depth() == depth && shape.batchSize() == batchSize) {
        state.report().ifPresent(report -> add(state.pack(), report));
      }
    }
  }

  private void add(Pack pack, PackReport report) {
    long laneSteps = (long) (pack.toStep() - pack.fromStep()) * pack.trials().size();
    add(pack.shape().width(), report.seconds() / laneSteps);
  }

  /** Takes a training into account. */
  public void add(int width, double secondsPerLaneStep) {
    byWidth.computeIfAbsent(width, key -> new ArrayList<>()).add(secondsPerLaneStep);
  }

  /** Whether nothing is on record. */
  public boolean isEmpty() {
    return byWidth.isEmpty();
  }

  /**
   * The cost at a width: the median of what was measured there; else that of the nearest width,
   * which a wider model multiplies by its arithmetic and a narrower one is taken to cost as well,
   * so that it is rather too much.
   *
   * @param arithmetic of a step at a width, in any unit
   */
  public Optional<Cost> at(int width, IntToDoubleFunction arithmetic) {
    return byWidth.entrySet().stream()
        .min(
            Comparator.comparingDouble(
                (Map.Entry<Integer, List<Double>> entry) ->
                    Math.abs(Math.log((double) entry.getKey() / width))))
        .map(
            entry -> {
              double factor =
                  arithmetic.applyAsDouble(width) / arithmetic.applyAsDouble(entry.getKey());
              return new Cost(median(entry.getValue()) * Math.max(1, factor), entry.getKey());
            });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}

package org.musweep.jobs;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.MeasuredNoise;
import org.musweep.pipeline.selection.NothingToSelectException;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;

/** The gradient noise scale that the chosen finalist's runs logged, where the transfer needs it. */
final class FinalistNoise {

  private FinalistNoise() {}

  /**
   * The selection with the noise scale of its choice; as it is where the sweep file gives one, or
   * needs none.
   *
   * @param runs of the finalists
   * @throws NothingToSelectException if the runs measured none where one is needed
   */
  static Selection measured(RunContext context, List<TrialState> runs, Selection selection) {
    SweepSpec spec = context.spec();
    if (!spec.transfer().change().lacksNoiseScale()) {
      return selection;
    }
    double noise =
        MeasuredNoise.of(logged(context, runs, selection), spec.training().steps())
            .orElseThrow(
                () ->
                    new NothingToSelectException(
                        "transfer.noise-scale: is not given, and the finalists measured none in"
                            + " the middle half of their steps: give one, or lower"
                            + " training.noise-every and log-every"));
    context
        .display()
        .line(String.format(Locale.ROOT, "noise scale: %.4g examples, measured", noise));
    return selection.measured(noise);
  }

  private static List<MeasuredNoise.Point> logged(
      RunContext context, List<TrialState> runs, Selection selection) {
    Set<String> trials =
        runs.stream()
            .map(TrialState::spec)
            .filter(trial -> trial.configuration().equals(selection.chosen()))
            .map(trial -> trial.id().value())
            .collect(Collectors.toSet());
    return TableFiles.of(context.layout(), context.spark().sparkContext().hadoopConfiguration())
        .read(new CurveTable())
        .stream()
        .filter(row -> trials.contains(row.trial()))
        .map(row -> new MeasuredNoise.Point(row.step(), row.noiseScale()))
        .toList();
  }
}

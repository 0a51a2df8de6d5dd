package org.musweep.jobs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.selection.TrainingCurve;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.trial.TrialShape;

/** Training curves of a run, read from its table. */
final class Curves {

  private final Map<String, List<TrainingCurve.Point>> byTrial = new LinkedHashMap<>();

  private Curves(List<CurveRow> rows) {
    for (CurveRow row : rows) {
      byTrial
          .computeIfAbsent(row.trial(), key -> new ArrayList<>())
          .add(new TrainingCurve.Point(row.step(), row.trainingLoss()));
    }
  }

  static Curves of(RunContext context) {
    return new Curves(
        TableFiles.of(context.layout(), context.spark().sparkContext().hadoopConfiguration())
            .read(new CurveTable()));
  }

  /** The curves of those runs that have exactly the chosen settings. */
  List<TrainingCurve> chosen(List<TrialState> runs, Configuration chosen) {
    return chosen(runs, chosen, TrialShape::width);
  }

  /** The same with the models' depths where their widths stand. */
  List<TrainingCurve> chosenByDepth(List<TrialState> runs, Configuration chosen) {
    return chosen(runs, chosen, TrialShape::depth);
  }

  private List<TrainingCurve> chosen(
      List<TrialState> runs, Configuration chosen, ToIntFunction<TrialShape> size) {
    return runs.stream()
        .filter(run -> run.spec().configuration().equals(chosen))
        .filter(run -> byTrial.containsKey(run.spec().id().value()))
        .map(
            run ->
                new TrainingCurve(
                    size.applyAsInt(run.spec().shape()),
                    run.spec().seed(),
                    byTrial.get(run.spec().id().value()).stream()
                        .sorted(java.util.Comparator.comparingInt(TrainingCurve.Point::step))
                        .toList()))
        .toList();
  }
}

package org.musweep.pipeline.sweep;

import java.util.Collections;
import java.util.List;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.trial.LaneTime;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.TrialExecutor;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Has the executor time stacks of different sizes, once per shape and study, before the first pack
 * is formed; not if the sweep file names a number of lanes, nor in deterministic order, where packs
 * must not depend on the machine.
 */
final class LaneMeasurement {

  private final SweepSpec spec;
  private final StudyRecorder recorder;
  private final TrialExecutor executor;

  LaneMeasurement(SweepSpec spec, StudyRecorder recorder, TrialExecutor executor) {
    this.spec = spec;
    this.recorder = recorder;
    this.executor = executor;
  }

  void makeSure() {
    Suggestions suggestions = Suggestions.of(spec);
    int width = suggestions.shape().width();
    boolean fixed = !(spec.execution().lanes() instanceof ExecutionSpec.Lanes.Auto);
    if (fixed
        || spec.execution().mode().isDeterministic()
        || suggestions.count() == 0
        || Exploration.isDone(spec, recorder.state())
        || recorder.state().measuredLanes(width).isPresent()) {
      return;
    }
    int slots = Math.max(1, executor.slots());
    int most = Math.min(Packing.MOST_MEASURED, (suggestions.count() + slots - 1) / slots);
    TrialSpec trial = suggestions.trial(0, History::none);
    List<LaneTime> times =
        executor.timeLanes(
            new Pack(
                "lanes",
                suggestions.shape(),
                0,
                suggestions.shape().steps(),
                Collections.nCopies(most, trial)));
    if (!times.isEmpty()) {
      recorder.record(List.of(new Event.LanesMeasured(width, times, LaneTime.best(times))));
    }
  }
}

package org.musweep.pipeline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.testing.SweepSpecs;

class WorkloadTest {

  private static List<WorkPart> parts(SweepSpec spec, StudyState done, String step) {
    return new Workload(spec, done, false, 4)
        .parts().stream().filter(part -> part.step().equals(step)).toList();
  }

  @Test
  void earlyStoppingSavesSteps() {
    SweepSpec asha = SweepSpecs.small().spec();
    SweepSpec none = SweepSpecs.small().with(EarlyStoppingSpec.Rule.NONE).spec();

    // Rungs at 100, 300 and 900 steps: 27 trials, then 9, then 3.
    assertThat(parts(asha, new StudyState(), "sweep"))
        .singleElement()
        .extracting(WorkPart::laneSteps)
        .isEqualTo(27 * 100L + 9 * 200 + 3 * 600);
    assertThat(parts(none, new StudyState(), "sweep"))
        .singleElement()
        .extracting(WorkPart::laneSteps)
        .isEqualTo(27 * 900L);
  }

  @Test
  void lanesKeepAllSlotsBusy() {
    WorkPart search = parts(SweepSpecs.small().spec(), new StudyState(), "sweep").get(0);

    assertThat(search.lanes()).isEqualTo(7);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    var done = new StudyState();
    done.apply(new Event.StepFinished("coord-check", "passed 12"));
    done.apply(new Event.StepFinished("sweep", "done"));
    SweepSpec spec = SweepSpecs.small().spec();

    assertThat(parts(spec, done, "coord-check")).isNotEmpty().allMatch(WorkPart::isDone);
    assertThat(parts(spec, done, "sweep")).allMatch(WorkPart::isDone);
    assertThat(parts(spec, done, "select")).isNotEmpty().noneMatch(WorkPart::isDone);
    assertThat(new Workload(spec, done, true, 4).parts())
        .last()
        .extracting(WorkPart::isDone)
        .isEqualTo(true);
  }
}

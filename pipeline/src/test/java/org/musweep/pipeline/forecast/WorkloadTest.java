package org.musweep.pipeline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.sweep.EarlyStoppingSpec;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
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
  void checksOverDepthAndBatchSizeAreCountedWithTheirShapes() {
    SweepSpec spec =
        SweepSpecReader.parse(
            """
            schema: 1
            sweep: s
            data: {source: text, path: t.txt}
            model: {family: transformer, width: 32, depth: 2, head-size: 16}
            parametrization: {rules: completep}
            training: {optimizer: adamw, steps: 600, batch-size: 8, noise-every: 5}
            search: {trials: 4, space: {learning-rate: {log-uniform: [0.004, 0.125]}}}
            coord-check: {widths: [32, 64, 128], depths: [2, 4, 8], seeds: 3}
            transfer: {width: 128, check-widths: [64], check-depths: [4], depth: 8, seeds: 2,
                       check-batch-sizes: [32], batch-law: noise-scale}
            """,
            "s.yaml");

    assertThat(parts(spec, new StudyState(), "coord-check"))
        .extracting(part -> part.width() + "x" + part.shape().depth())
        .containsExactly("32x2", "64x2", "128x2", "32x2", "32x4", "32x8");
    assertThat(parts(spec, new StudyState(), "select").stream().skip(1))
        .extracting(
            part ->
                "%d x %d, %d x %d: %d"
                    .formatted(
                        part.width(),
                        part.shape().depth(),
                        part.shape().steps(),
                        part.shape().batchSize(),
                        part.trainings()))
        .containsExactly(
            "64 x 2, 600 x 8: 6",
            "32 x 4, 600 x 8: 6",
            "32 x 2, 600 x 8: 8",
            "32 x 2, 150 x 32: 10");
    assertThat(parts(spec, new StudyState(), "train"))
        .singleElement()
        .extracting(part -> part.shape().depth())
        .isEqualTo(8);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    var done = new StudyState();
    done.apply(new Event.StepFinished("coord-check", "passed 12"));
    SweepSpec spec = SweepSpecs.small().spec();

    assertThat(parts(spec, done, "coord-check")).isNotEmpty().allMatch(WorkPart::isDone);
    assertThat(parts(spec, done, "select")).isNotEmpty().noneMatch(WorkPart::isDone);
    assertThat(new Workload(spec, done, true, 4).parts())
        .last()
        .extracting(WorkPart::isDone)
        .isEqualTo(true);
  }
}

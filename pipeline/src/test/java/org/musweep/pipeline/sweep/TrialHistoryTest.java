package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.TrialStatus;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.Observation;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class TrialHistoryTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 2, 4, 900);

  @Test
  void tellsWhatIsKnownInTheOrderOfTheTrials() {
    History history =
        TrialHistory.of(
            List.of(
                trial(0, TrialStatus.RUNNING, 0, Double.NaN, Optional.empty()),
                ended(1, new TrialResult.Completed(900, 2.5)),
                ended(2, new TrialResult.Diverged(40, 3.5, "exploded")),
                trial(3, TrialStatus.PAUSED, 100, 3.0, Optional.empty()),
                trial(4, TrialStatus.RUNNING, 300, 2.75, Optional.empty()),
                ended(5, new TrialResult.Failed(0, "no memory")),
                trial(6, TrialStatus.SUGGESTED, 0, Double.NaN, Optional.empty())));

    assertThat(history.observations())
        .containsExactly(
            new Observation.Measured(at(1), 900, 2.5),
            new Observation.Diverged(at(2), 40),
            new Observation.Measured(at(3), 100, 3.0),
            new Observation.Measured(at(4), 300, 2.75),
            new Observation.Diverged(at(5), 0));
    assertThat(history.pending()).containsExactly(at(0), at(6));
  }

  private static Configuration at(int index) {
    return Configuration.of(Setting.of("learning-rate", 0.01 * (index + 1)));
  }

  private static TrialSpec spec(int index) {
    return TrialSpec.of(Purpose.EXPLORATION, index, SHAPE, at(index), 1);
  }

  private static TrackedTrial ended(int index, TrialResult result) {
    return trial(
        index, TrialStatus.ENDED, result.step(), TrackedTrial.loss(result), Optional.of(result));
  }

  private static TrackedTrial trial(
      int index, TrialStatus status, int step, double loss, Optional<TrialResult> result) {
    TrackedTrial trial = new TrackedTrial(spec(index), 0);
    trial.status = status;
    trial.step = step;
    trial.loss = loss;
    trial.result = result;
    return trial;
  }
}

package org.musweep.pipeline.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class RecordedPaceTest {

  private final RecordedPace pace = new RecordedPace();

  @Test
  void knowsNothingAtFirst() {
    assertThat(pace.isEmpty()).isTrue();
    assertThat(pace.at(32, width -> width)).isEmpty();
  }

  @Test
  void costIsTheMedianOfWhatWasMeasuredAtTheWidth() {
    pace.add(32, 0.5);
    pace.add(32, 0.1);
    pace.add(32, 0.2);
    pace.add(64, 9);

    assertThat(pace.at(32, width -> width)).contains(new RecordedPace.Cost(0.2, 32));
  }

  @Test
  void widerModelsCostTheirArithmeticMoreAndNarrowerOnesNoLess() {
    pace.add(32, 0.5);
    pace.add(256, 8);

    assertThat(pace.at(64, width -> width * width)).contains(new RecordedPace.Cost(2, 32));
    assertThat(pace.at(128, width -> width * width)).contains(new RecordedPace.Cost(8, 256));
  }

  @Test
  void packsOfAStudyAreDividedByTheirLanesAndSteps() {
    var shape = new TrialShape("maximal-update", 32, 1, 4, 20);
    List<TrialSpec> trials =
        List.of(
            TrialSpec.of(Purpose.EXPLORATION, 0, shape, new Configuration(List.of()), 7),
            TrialSpec.of(Purpose.EXPLORATION, 1, shape, new Configuration(List.of()), 7));
    var study = new StudyState();
    trials.forEach(trial -> study.apply(new Event.TrialSuggested(trial)));
    study.apply(new Event.PackStarted(new Pack("p0001", shape, 0, 20, trials), 1));
    List<LaneReport> lanes =
        trials.stream()
            .<LaneReport>map(
                trial -> new LaneReport.Ended(trial.id(), new TrialResult.Completed(20, 2.5)))
            .toList();
    study.apply(new Event.PackCommitted(new PackReport("p0001", lanes, 8, "host", List.of()), 2));

    pace.add(study, 2, 4);
    pace.add(study, 1, 8);
    assertThat(pace.isEmpty()).isTrue();

    pace.add(study, 1, 4);

    assertThat(pace.at(32, width -> width)).contains(new RecordedPace.Cost(0.2, 32));
  }
}

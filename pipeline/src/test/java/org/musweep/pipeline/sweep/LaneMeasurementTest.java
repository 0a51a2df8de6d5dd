package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.Study;
import org.musweep.pipeline.testing.InMemoryStudyLog;
import org.musweep.pipeline.testing.QuadraticTrialExecutor;
import org.musweep.pipeline.testing.SweepSpecs;

/** Stacks of these searches take least time, per lane, with four lanes. */
class LaneMeasurementTest {

  private static final SweepSpecs SPECS =
      SweepSpecs.small().withTrials(40).with(new ExecutionSpec.Lanes.Auto());

  @Test
  void packsOfASearchHaveTheLanesThatWereMeasuredBeforeIt() {
    InMemoryStudyLog.Disk disk = search(SPECS);
    List<Event> events = disk.read().events();

    List<Event.LanesMeasured> measured = measured(events);
    assertThat(measured).extracting(Event.LanesMeasured::chosen).containsExactly(4);
    assertThat(measured.get(0).times()).hasSize(5);
    assertThat(largestPack(events)).isEqualTo(4);
    assertThat(SearchDerivation.deviation(SPECS.spec(), events)).isEmpty();
  }

  @Test
  void measuresOnceAStudy() {
    InMemoryStudyLog.Disk disk = search(SPECS);
    disk.killDriver();
    search(SPECS.withTrials(80), disk);
    assertThat(measured(disk.read().events())).hasSize(1);
    assertThat(largestPack(disk.read().events())).isEqualTo(4);
  }

  @Test
  void measuresNothingWhereThePacksMayNotDependOnIt() {
    SweepSpecs deterministic =
        SPECS.with(new ExecutionSpec.Mode(ExecutionSpec.Order.DETERMINISTIC, 2));
    assertThat(measured(search(deterministic).read().events())).isEmpty();

    List<Event> fixed = search(SPECS.with(new ExecutionSpec.Lanes.Fixed(7))).read().events();
    assertThat(measured(fixed)).isEmpty();
    assertThat(largestPack(fixed)).isEqualTo(7);
  }

  private static List<Event.LanesMeasured> measured(List<Event> events) {
    return events.stream()
        .filter(Event.LanesMeasured.class::isInstance)
        .map(Event.LanesMeasured.class::cast)
        .toList();
  }

  private static int largestPack(List<Event> events) {
    return events.stream()
        .filter(Event.PackStarted.class::isInstance)
        .mapToInt(event -> ((Event.PackStarted) event).pack().trials().size())
        .max()
        .orElseThrow();
  }

  private static InMemoryStudyLog.Disk search(SweepSpecs spec) {
    var disk = new InMemoryStudyLog.Disk();
    search(spec, disk);
    return disk;
  }

  private static void search(SweepSpecs spec, InMemoryStudyLog.Disk disk) {
    try (Study study = DriverDiary.open(disk);
        var executor =
            QuadraticTrialExecutor.timed(
                SweepSpecs.BEST, lanes -> 1 + Math.abs(Math.log(lanes / 4.0)))) {
      Sweep.of(spec.spec(), study, executor, new DriverDiary()).explore();
    }
  }
}

package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PartTimeTest {

  private static PackTime pack(String id, String purpose, long start, double seconds) {
    return new PackTime(id, purpose, 32, 4, 0, 100, "localhost", start, seconds);
  }

  @Test
  void packsSideBySideCountOnceAndGapsDoNot() {
    List<PartTime> parts =
        PartTime.of(
            List.of(
                pack("p0003", "finalist", 30_000, 4),
                pack("p0001", "exploration", 1_000, 10),
                pack("p0002", "exploration", 5_000, 10),
                pack("p0004", "exploration", 20_000, 2.5)),
            OptionalDouble.of(7));

    assertThat(parts)
        .containsExactly(
            new PartTime("search", 16.5),
            new PartTime("finalists", 4),
            new PartTime("wide run", 7));
  }

  @Test
  void aRowOfTheTimelineHoldsOnePackAtATime() {
    ReportData sample = SampleReport.complete();
    Timeline timeline = Timeline.of(sample);

    assertThat(timeline.rows()).isEqualTo(2);
    assertThat(timeline.bars()).hasSameSizeAs(sample.record().packs());
    for (Timeline.Bar one : timeline.bars()) {
      for (Timeline.Bar other : timeline.bars()) {
        if (!one.equals(other) && one.row() == other.row()) {
          assertThat(one.to() <= other.from() || other.to() <= one.from()).isTrue();
        }
      }
    }
  }
}

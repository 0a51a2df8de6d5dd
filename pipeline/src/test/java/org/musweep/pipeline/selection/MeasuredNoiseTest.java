package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.selection.MeasuredNoise.Point;

/** Which of the logged figures count. */
class MeasuredNoiseTest {

  @Test
  void medianOfTheMiddleHalfOfAllRuns() {
    List<Point> points =
        List.of(
            new Point(24, 1),
            new Point(25, 6),
            new Point(50, 10),
            new Point(75, 9),
            new Point(50, 30),
            new Point(76, 800));
    assertThat(MeasuredNoise.of(points, 100)).hasValue(9.5);
  }

  @Test
  void whatTellsNothingIsLeftOut() {
    assertThat(MeasuredNoise.of(List.of(new Point(50, Double.NaN), new Point(51, -3)), 100))
        .isEmpty();
    assertThat(MeasuredNoise.of(List.of(new Point(99, 40)), 100)).isEmpty();
  }
}

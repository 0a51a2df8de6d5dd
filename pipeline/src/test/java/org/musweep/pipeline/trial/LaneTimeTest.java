package org.musweep.pipeline.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaneTimeTest {

  @Test
  void fewestLanesWithNearlyTheShortestTimeAreBest() {
    assertThat(best(8, 5, 4.1, 4)).isEqualTo(4);
    assertThat(best(8, 5, 4.3, 4)).isEqualTo(8);
    assertThat(best(3, 3.1, 3.2)).isEqualTo(1);
    assertThat(best(1)).isEqualTo(1);
  }

  @Test
  void timesArePositive() {
    assertThatThrownBy(() -> new LaneTime(0, 1)).hasMessageContaining("0 lanes");
    assertThatThrownBy(() -> new LaneTime(1, Double.NaN)).hasMessageContaining("NaN s");
  }

  /** Of 1, 2, 4 … lanes. */
  private static int best(double... seconds) {
    List<LaneTime> times = new ArrayList<>();
    for (int i = 0; i < seconds.length; i++) {
      times.add(new LaneTime(1 << i, seconds[i]));
    }
    return LaneTime.best(times);
  }
}

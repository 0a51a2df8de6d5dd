package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LossRangeTest {

  @Test
  void leavesOutWhatIsMuchWorseThanTheMiddleOne() {
    LossRange range = LossRange.of(List.of(2.3, 2.35, 2.4, 2.5, 40.0, Double.NaN));

    assertThat(range.low()).isLessThan(2.3).isGreaterThan(2.2);
    assertThat(range.high()).isBetween(2.5, 2.7);
    assertThat(range.shown(40)).isEqualTo(range.high());
    assertThat(range.shown(2.4)).isEqualTo(2.4);
    assertThat(range.shown(Double.NaN)).isNaN();
  }

  @Test
  void holdsAllWhereAllAreClose() {
    LossRange range = LossRange.of(List.of(2.0, 2.1, 2.2));

    assertThat(range.low()).isCloseTo(2.0 - 0.012, within(1e-12));
    assertThat(range.high()).isCloseTo(2.2 + 0.012, within(1e-12));
  }

  @Test
  void isNeverEmpty() {
    assertThat(LossRange.of(List.of())).isEqualTo(new LossRange(0, 1));
    LossRange single = LossRange.of(List.of(2.0));
    assertThat(single.high()).isGreaterThan(single.low());
  }
}

package org.musweep.pipeline.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {

  private static List<String> labels(Scale scale) {
    return scale.ticks().stream().map(Tick::label).toList();
  }

  @Test
  void linearTicksAreRoundNumbersWithinTheRange() {
    assertThat(labels(Scale.Linear.of(1.97, 2.31, 5)))
        .containsExactly("2.00", "2.05", "2.10", "2.15", "2.20", "2.25", "2.30");
    assertThat(labels(Scale.Linear.of(0, 1200, 5)))
        .containsExactly("0", "200", "400", "600", "800", "1000", "1200");
    assertThat(labels(Scale.Linear.of(-0.4, 0.4, 4)))
        .containsExactly("-0.4", "-0.2", "0.0", "0.2", "0.4");
  }

  @Test
  void logarithmicTicksArePowersOfTwoAndNotTooMany() {
    assertThat(labels(Scale.Log.ofPowersOfTwo(0.004, 0.125)))
        .containsExactly("0.0078", "0.016", "0.031", "0.063", "0.13");
    assertThat(labels(Scale.Log.ofPowersOfTwo(1, 1 << 20)).size()).isLessThanOrEqualTo(8);
    assertThat(labels(Scale.Log.ofPowersOfTwo(32, 256))).containsExactly("32", "64", "128", "256");
  }

  @Test
  void positionsAreSharesOfTheAxis() {
    Scale log = Scale.Log.ofPowersOfTwo(1, 16);
    assertThat(log.position(4)).isCloseTo(0.5, within(1e-12));
    assertThat(log.position(0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Scale.Linear.of(2, 4, 5).position(5)).isCloseTo(1.5, within(1e-12));
    assertThat(new Scale.Bands(List.of("a", "b")).position(1)).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void scalesThatCannotBeAreRefused() {
    assertThatThrownBy(() -> Scale.Linear.of(1, 1, 5)).hasMessageContaining("must ascend");
    assertThatThrownBy(() -> Scale.Log.ofPowersOfTwo(0, 1)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> new Scale.Bands(List.of())).hasMessageContaining("at least 1");
  }
}

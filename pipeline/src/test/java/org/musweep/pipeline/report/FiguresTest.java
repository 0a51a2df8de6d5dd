package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void writesThreeSignificantDigits() {
    assertThat(Figures.significant(0.03149)).isEqualTo("0.0315");
    assertThat(Figures.significant(0.02)).isEqualTo("0.02");
    assertThat(Figures.significant(1.8)).isEqualTo("1.8");
    assertThat(Figures.significant(1234.5)).isEqualTo("1235");
    assertThat(Figures.significant(100)).isEqualTo("100");
    assertThat(Figures.significant(1e-8)).isEqualTo("1.00e-08");
  }

  @Test
  void writesLossesWithThreeDigitsAndADashForNone() {
    assertThat(Figures.loss(2.2768)).isEqualTo("2.277");
    assertThat(Figures.loss(Double.NaN)).isEqualTo("–");
    assertThat(Figures.loss(2.2768, 0.0119)).isEqualTo("2.277 ± 0.012");
    assertThat(Figures.loss(2.2768, Double.NaN)).isEqualTo("2.277");
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Figures.fixed(-0.0001, 2)).isEqualTo("0.00");
    assertThat(Figures.fixed(-0.01, 2)).isEqualTo("-0.01");
  }

  @Test
  void writesLengthsOfTime() {
    assertThat(Figures.duration(0.44)).isEqualTo("0.4 s");
    assertThat(Figures.duration(59.6)).isEqualTo("1 min 00 s");
    assertThat(Figures.duration(127)).isEqualTo("2 min 07 s");
    assertThat(Figures.duration(7800)).isEqualTo("2 h 10 min");
  }

  @Test
  void startsASentenceUnlessAtAName() {
    assertThat(Figures.sentence("the chosen rate")).isEqualTo("The chosen rate");
    assertThat(Figures.sentence("block0.ffn: grows")).isEqualTo("block0.ffn: grows");
    assertThat(Figures.sentence("norm: grows")).isEqualTo("norm: grows");
    assertThat(Figures.sentence("")).isEmpty();
  }
}

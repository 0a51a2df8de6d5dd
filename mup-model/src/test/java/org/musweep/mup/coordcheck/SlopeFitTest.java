package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlopeFitTest {

  private static CoordRecord record(int width, long seed, double value) {
    return new CoordRecord("maximal-update", width, 2, 4, 0.01, seed, 3, "ffn", "l1", value);
  }

  private static SlopeFit fit(List<CoordRecord> records) {
    return (SlopeFit) SlopeFit.of(records);
  }

  private static String reason(List<CoordRecord> records) {
    return ((NoSlope) SlopeFit.of(records)).reason();
  }

  @Test
  void powerLawHasItsExponentAsSlopeAndNoError() {
    List<CoordRecord> records = new ArrayList<>();
    for (int width : List.of(32, 64, 128, 256)) {
      records.add(record(width, 0, 3 * Math.pow(width, -0.5)));
      records.add(record(width, 1, 5 * Math.pow(width, -0.5)));
    }
    SlopeFit fit = fit(records);
    assertThat(fit.slope()).isCloseTo(-0.5, offset(1e-12));
    assertThat(fit.standardError()).as("levels of seeds do not count").isLessThan(1e-12);
    assertThat(fit.text()).isEqualTo("-0.50 ± 0.00");
  }

  @Test
  void scatterAboutTheLineGivesTheStandardError() {
    // log2 values 0, 1, 3 at log2 widths 5, 6, 7: slope 3/2, residuals 1/6, -1/3, 1/6, so that
    // s^2 = 1/6 with one degree of freedom, and the slope's variance is s^2 / 2.
    SlopeFit fit = fit(List.of(record(32, 0, 1), record(64, 0, 2), record(128, 0, 8)));
    assertThat(fit.slope()).isCloseTo(1.5, offset(1e-12));
    assertThat(fit.standardError()).isCloseTo(Math.sqrt(1.0 / 12), offset(1e-12));
  }

  @Test
  void disagreementOfSeedsGivesTheStandardErrorWhereTheirMeansLieOnALine() {
    // Slopes +1 and -1: means on a flat line; interaction sum of squares 4 with 2 degrees of
    // freedom, so that the variance of the slope is 2 / (2 seeds) / 2.
    SlopeFit fit =
        fit(
            List.of(
                record(32, 0, 0.5),
                record(64, 0, 1),
                record(128, 0, 2),
                record(32, 1, 2),
                record(64, 1, 1),
                record(128, 1, 0.5)));
    assertThat(fit.slope()).isCloseTo(0, offset(1e-12));
    assertThat(fit.standardError()).isCloseTo(Math.sqrt(0.5), offset(1e-12));
  }

  @Test
  void twoStandardErrorsCoverTheTrueSlopeNineTimesOutOfTen() {
    // Normal noise of 0.1 octaves, 4 widths, 2 seeds. With known variance 95 % would be covered;
    // a variance from 2 and 3 degrees of freedom costs some of that, and taking the larger of the
    // two wins it back. 4000 repetitions: standard error 0.005.
    Random normal = new Random(1);
    int covered = 0;
    int repetitions = 4000;
    for (int i = 0; i < repetitions; i++) {
      List<CoordRecord> records = new ArrayList<>();
      for (int width : List.of(32, 64, 128, 256)) {
        for (int seed = 0; seed < 2; seed++) {
          double octaves = 0.3 * Math.log(width) / Math.log(2) + 0.1 * normal.nextGaussian();
          records.add(record(width, seed, Math.pow(2, octaves)));
        }
      }
      SlopeFit fit = fit(records);
      if (Math.abs(fit.slope() - 0.3) <= 2 * fit.standardError()) {
        covered++;
      }
    }
    assertThat((double) covered / repetitions).isBetween(0.90, 0.97);
  }

  @Test
  void seedsThatWereNotRunAtEveryWidthAreLeftOut() {
    SlopeFit fit =
        fit(List.of(record(32, 0, 1), record(64, 0, 1), record(128, 0, 1), record(128, 1, 1000)));
    assertThat(fit).isEqualTo(new SlopeFit(0, 0));
    assertThat(reason(List.of(record(32, 0, 1), record(64, 1, 1), record(128, 2, 1))))
        .isEqualTo("no seed was run at every width");
  }

  @Test
  void saysWhyThereIsNoSlope() {
    assertThat(reason(List.of(record(32, 0, 1), record(64, 0, 1))))
        .isEqualTo("2 widths were measured, a slope needs at least 3");
    assertThat(reason(List.of(record(32, 0, 1), record(64, 0, 0), record(128, 0, 1))))
        .isEqualTo("the value at width 64 is 0");
    assertThat(reason(List.of(record(32, 0, 1), record(64, 0, 1), record(128, 0, Double.NaN))))
        .isEqualTo("the value at width 128 is NaN");
  }
}

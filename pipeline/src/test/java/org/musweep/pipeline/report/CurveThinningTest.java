package org.musweep.pipeline.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CurveThinningTest {

  @Test
  void keepsAShortCurveAsItIs() {
    List<CurveThinning.Point> line = line(200);

    assertThat(CurveThinning.thin(line, 200)).isEqualTo(line);
  }

  @Test
  void averagesOverEqualStretches() {
    assertThat(CurveThinning.thin(line(7), 3))
        .containsExactly(
            new CurveThinning.Point(3, 2),
            new CurveThinning.Point(6, 5),
            new CurveThinning.Point(7, 7));
  }

  @Test
  void neverExceedsTheLimitAndKeepsTheLastStep() {
    for (int points = 1; points < 2000; points += 37) {
      List<CurveThinning.Point> thinned = CurveThinning.thin(line(points), 200);
      assertThat(thinned).hasSizeLessThanOrEqualTo(200);
      assertThat(thinned.get(thinned.size() - 1).step()).isEqualTo(points);
    }
  }

  @Test
  void nothingStaysNothing() {
    assertThat(CurveThinning.thin(List.of(), 200)).isEmpty();
  }

  private static List<CurveThinning.Point> line(int points) {
    return IntStream.rangeClosed(1, points)
        .mapToObj(step -> new CurveThinning.Point(step, step))
        .toList();
  }
}

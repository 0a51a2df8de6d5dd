package org.musweep.pipeline.rung;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HyperbandTest {

  @Test
  void bracketsAreThoseOfThePaper() {
    // arXiv:1603.06560, table 1: R = 81, η = 3.
    assertThat(new Hyperband(5, 3).shares()).containsExactly(81, 34, 15, 8, 5);
    assertThat(new Hyperband(1, 3).shares()).containsExactly(1);
  }

  @Test
  void aFullRoundHasEveryBracketsShare() {
    Hyperband hyperband = new Hyperband(5, 3);
    int round = 81 + 34 + 15 + 8 + 5;
    for (int entry = 0; entry < 5; entry++) {
      assertThat(count(hyperband, 0, round, entry)).isEqualTo((long) hyperband.shares().get(entry));
      assertThat(count(hyperband, round, 2 * round, entry))
          .isEqualTo((long) hyperband.shares().get(entry));
    }
  }

  @Test
  void theFirstTrialsAreSpreadAsAllOfThemAre() {
    Hyperband hyperband = new Hyperband(4, 3);
    double total = hyperband.shares().stream().mapToInt(Integer::intValue).sum();
    for (int trials = 1; trials <= 60; trials++) {
      for (int entry = 0; entry < 4; entry++) {
        double due = trials * hyperband.shares().get(entry) / total;
        assertThat((double) count(hyperband, 0, trials, entry)).isBetween(due - 1.5, due + 1.5);
      }
    }
  }

  private static long count(Hyperband hyperband, int from, int to, int entry) {
    return IntStream.range(from, to).filter(i -> hyperband.entryRung(i) == entry).count();
  }
}

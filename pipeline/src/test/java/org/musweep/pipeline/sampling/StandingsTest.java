package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;

class StandingsTest {

  @Test
  void comparesLossesBetweenTrialsThatCameEquallyFar() {
    assertThat(
            Standings.of(
                List.of(
                    measured(100, 3.0),
                    measured(300, 4.0),
                    new Observation.Diverged(Configuration.of(), 250),
                    measured(100, 2.0),
                    measured(300, 3.5),
                    new Observation.Diverged(Configuration.of(), 290))))
        .containsExactly(4, 1, 3, 0, 5, 2);
  }

  @Test
  void theBestAreThoseThatStandFirst() {
    List<Observation> observations = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      observations.add(
          i % 11 == 0
              ? new Observation.Diverged(Configuration.of(), i % 5)
              : measured(100 * (1 + i % 3), i * 7 % 13));
    }
    for (int count : List.of(0, 1, 25, 190, 200)) {
      assertThat(Standings.best(observations, count).stream().boxed())
          .containsExactlyInAnyOrderElementsOf(Standings.of(observations).subList(0, count));
    }
  }

  private static Observation measured(int step, double loss) {
    return new Observation.Measured(Configuration.of(), step, loss);
  }
}

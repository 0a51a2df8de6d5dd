package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static Observation measured(int step, double loss) {
    return new Observation.Measured(Configuration.of(), step, loss);
  }
}

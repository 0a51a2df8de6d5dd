package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;

/** What samplers promise that do not learn: history changes nothing. */
interface HistoryFreeSamplerContract extends SamplerContract {

  @Test
  default void historyChangesNothing() {
    List<Configuration> blind = suggestions(sampler());
    History history =
        new History(
            List.of(
                new Observation.Measured(blind.get(0), 400, 2.5),
                new Observation.Diverged(blind.get(1), 17)),
            List.of(blind.get(2)));
    assertThat(sampler().suggest(SPACE, 3, history)).isEqualTo(blind.get(3));
  }
}

package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;

class EnqueuedSamplerTest implements HistoryFreeSamplerContract {

  private static final Configuration WHOLE =
      Configuration.of(
          Setting.of("learning-rate", 0.01),
          Setting.of("warmup", 0.25),
          Setting.of("cycles", 2),
          Setting.of("schedule", "linear"));
  private static final Configuration PART = Configuration.of(Setting.of("warmup", 0.125));

  @Override
  public Sampler sampler() {
    return new EnqueuedSampler(List.of(WHOLE, PART), new SobolSampler(7));
  }

  @Override
  public List<String> firstSuggestions() {
    List<String> sobol = new SobolSamplerTest().firstSuggestions();
    return List.of(
        WHOLE.text(),
        "learning-rate=0.06053946230113397 warmup=0.125 cycles=3 schedule=cosine",
        sobol.get(0),
        sobol.get(1),
        sobol.get(2));
  }

  @Test
  void aGridComesAfterThePoints() {
    Sampler grid = new EnqueuedSampler(List.of(WHOLE), new GridSampler(2));
    assertThat(grid.size(SPACE)).hasValue(1 + 16);
    assertThat(grid.suggest(SPACE, 1, History.none()))
        .isEqualTo(new GridSampler(2).suggest(SPACE, 0, History.none()));
  }
}

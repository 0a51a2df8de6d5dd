package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TpeSamplerTest implements LearningSamplerContract {

  @Override
  public Sampler sampler() {
    return withSeed(7);
  }

  @Override
  public Sampler withSeed(long seed) {
    return new TpeSampler(seed);
  }

  @Override
  public List<String> firstSuggestions() {
    return new SobolSamplerTest().firstSuggestions();
  }

  @Override
  public List<String> learntSuggestions() {
    return List.of(
        "learning-rate=0.006018277120156215 init-scale=0.3100335642778268"
            + " beta1=0.9266359767992981 layers=4 schedule=cosine",
        "learning-rate=0.007577413484031698 init-scale=8.043216910119034"
            + " beta1=0.6275667584245093 layers=8 schedule=linear");
  }

  @Override
  public String kind() {
    return "tpe";
  }

  @Test
  void outstandingTrialsCostLittle() {
    // 0.014 is left of Hartmann-3 after 100 trials whether 1 or 8 run at a time, median of 100
    // seeds; the worst of ten groups of 10 seeds is 0.03, random search is left with 0.24.
    ClosedFormSearch search = new ClosedFormSearch(TestFunction.hartmann3(), 100, 8);
    assertThat(search.medianRegret(TpeSampler::new, 10)).isLessThan(0.05);
  }
}

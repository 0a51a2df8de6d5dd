package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

class GridSamplerTest implements HistoryFreeSamplerContract {

  @Override
  public Sampler sampler() {
    return new GridSampler(3);
  }

  @Override
  public List<String> firstSuggestions() {
    return List.of(
        "learning-rate=0.004 warmup=0 cycles=1 schedule=cosine",
        "learning-rate=0.004 warmup=0 cycles=1 schedule=linear",
        "learning-rate=0.004 warmup=0 cycles=2 schedule=cosine",
        "learning-rate=0.004 warmup=0 cycles=2 schedule=linear",
        "learning-rate=0.004 warmup=0 cycles=4 schedule=cosine");
  }

  @Test
  void sizeIsTheProductOfTheValues() {
    assertThat(new GridSampler(3).size(SPACE)).hasValue(3 * 3 * 3 * 2);
    assertThat(new GridSampler(9).size(SPACE)).hasValue(9 * 9 * 4 * 2);
    assertThat(new GridSampler(1).size(SPACE)).hasValue(2);
  }

  @Test
  void everyCombinationComesOnce() {
    Sampler grid = new GridSampler(5);
    int size = grid.size(SPACE).orElseThrow();
    assertThat(
            IntStream.range(0, size).mapToObj(index -> grid.suggest(SPACE, index, History.none())))
        .hasSize(size)
        .doesNotHaveDuplicates();
  }

  @Test
  void spreadsLogRangesByRatio() {
    SearchSpace line = SearchSpace.of(new Hyperparameter("learning-rate", new LogUniform(1, 256)));
    assertThat(
            IntStream.range(0, 3)
                .mapToObj(index -> new GridSampler(3).suggest(line, index, History.none()).text()))
        .containsExactly("learning-rate=1", "learning-rate=16", "learning-rate=256");
  }

  @Test
  void rejectsGridsWithoutPointsOrWithTooMany() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridSampler(0))
        .withMessageContaining("0 points per hyperparameter (must be at least 1)");
    SearchSpace cube =
        new SearchSpace(
            IntStream.range(0, 11)
                .mapToObj(name -> new Hyperparameter("h" + name, new Uniform(0, 1)))
                .toList());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GridSampler(10).size(cube))
        .withMessageContaining("10 points in each of 11 dimensions");
  }
}

package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

class RandomSamplerTest implements HistoryFreeSamplerContract {

  @Override
  public Sampler sampler() {
    return new RandomSampler(7);
  }

  @Override
  public List<String> firstSuggestions() {
    return List.of(
        "learning-rate=0.03258467619269008 warmup=0.20458974930236257 cycles=4 schedule=cosine",
        "learning-rate=0.007131287358969738 warmup=0.026192516695988433 cycles=1 schedule=cosine",
        "learning-rate=0.017084886665544592 warmup=0.23489218867293227 cycles=1 schedule=cosine");
  }

  @Test
  void coordinatesAreUniformAndUncorrelated() {
    SearchSpace square =
        SearchSpace.of(
            new Hyperparameter("a", new Uniform(0, 1)), new Hyperparameter("b", new Uniform(0, 1)));
    List<List<Double>> points =
        IntStream.range(0, 10_000)
            .mapToObj(index -> square.unitPoint(sampler().suggest(square, index, History.none())))
            .toList();
    // Five standard errors: 1/sqrt(12 n) for a mean, 1/(12 sqrt(n)) for a covariance.
    assertThat(points.stream().mapToDouble(point -> point.get(0)).average().orElseThrow())
        .isCloseTo(0.5, within(0.0145));
    assertThat(points.stream().mapToDouble(point -> point.get(1)).average().orElseThrow())
        .isCloseTo(0.5, within(0.0145));
    assertThat(
            points.stream()
                .mapToDouble(point -> (point.get(0) - 0.5) * (point.get(1) - 0.5))
                .average()
                .orElseThrow())
        .isCloseTo(0, within(0.0042));
  }

  @Test
  void seedsGiveOtherPoints() {
    assertThat(suggestions(new RandomSampler(8)))
        .doesNotContainAnyElementsOf(suggestions(sampler()));
  }
}

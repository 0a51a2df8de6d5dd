package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

/** What samplers promise that learn from results. */
interface LearningSamplerContract extends SamplerContract {

  /** A sampler of the kind under test. */
  Sampler withSeed(long seed);

  /** The kind under test, as {@link SuggestionPrinter} knows it. */
  String kind();

  /** How many seeds statistics are made of. */
  default int seeds() {
    return 10;
  }

  /** Thirty results of the mixed function with a cliff; some diverged. */
  static History told() {
    TestFunction function = TestFunction.cliff();
    List<Observation> observations = new ArrayList<>();
    for (int index = 0; index < 30; index++) {
      observations.add(
          function.observe(new SobolSampler(3).suggest(function.space(), index, History.none())));
    }
    return new History(observations, List.of());
  }

  /**
   * What is suggested after this many results of the mixed function, two more being outstanding.
   */
  static String suggestion(Sampler sampler, int results) {
    TestFunction function = TestFunction.cliff();
    List<Observation> observations = new ArrayList<>();
    List<Configuration> pending = new ArrayList<>();
    for (int index = 0; index < results + 2; index++) {
      Configuration one = new SobolSampler(3).suggest(function.space(), index, History.none());
      if (index < results) {
        observations.add(function.observe(one));
      } else {
        pending.add(one);
      }
    }
    return sampler
        .suggest(function.space(), results + 2, new History(observations, pending))
        .text();
  }

  /** What is suggested after 30 and after 400 results, so that a later version goes on as this. */
  List<String> learntSuggestions();

  @Test
  default void learntSuggestionsStayWhatTheyWere() {
    assertThat(List.of(suggestion(sampler(), 30), suggestion(sampler(), 400)))
        .isEqualTo(learntSuggestions());
  }

  @Test
  default void learntSuggestionsAreTheSameInAnotherJvm() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SuggestionPrinter.class.getName(),
                kind())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed.strip()).isEqualTo(SuggestionPrinter.suggestion(kind()));
  }

  @Test
  default void learntSuggestionsLieInTheSpace() {
    for (TestFunction function :
        List.of(TestFunction.cliff(), TestFunction.conditional(), TestFunction.constrained())) {
      for (long seed = 0; seed < Math.min(3, seeds()); seed++) {
        List<Observation> observations = new ArrayList<>();
        for (int index = 0; index < 30; index++) {
          Configuration suggested =
              withSeed(seed).suggest(function.space(), index, new History(observations, List.of()));
          assertThat(function.space().contains(suggested)).as(suggested.text()).isTrue();
          observations.add(function.observe(suggested));
        }
      }
    }
  }

  @Test
  default void resultsChangeWhatIsSuggested() {
    SearchSpace space = TestFunction.cliff().space();
    assertThat(sampler().suggest(space, 30, told()))
        .isNotEqualTo(sampler().suggest(space, 30, History.none()));
  }

  @Test
  default void trialsThatRunKeepSuggestionsApart() {
    SearchSpace line = SearchSpace.of(new Hyperparameter("x", new Uniform(0, 1)));
    List<Observation> observations = new ArrayList<>();
    for (int index = 0; index < 16; index++) {
      Configuration one = new SobolSampler(1).suggest(line, index, History.none());
      double x = one.number("x").orElseThrow();
      observations.add(new Observation.Measured(one, 10, (x - 0.4) * (x - 0.4)));
    }
    List<Configuration> running = new ArrayList<>();
    for (int index = 16; index < 24; index++) {
      running.add(sampler().suggest(line, index, new History(observations, running)));
    }
    assertThat(running).doesNotHaveDuplicates();
    double spread = spread(running);
    List<Configuration> blind = new ArrayList<>();
    for (int index = 16; index < 24; index++) {
      blind.add(sampler().suggest(line, index, new History(observations, List.of())));
    }
    assertThat(spread).isGreaterThan(spread(blind));
  }

  /** Mean distance to the nearest other one. */
  private static double spread(List<Configuration> points) {
    List<Double> values = points.stream().map(p -> p.number("x").orElseThrow()).sorted().toList();
    return IntStream.range(0, values.size())
        .mapToDouble(
            i ->
                Math.min(
                    i == 0 ? 1 : values.get(i) - values.get(i - 1),
                    i == values.size() - 1 ? 1 : values.get(i + 1) - values.get(i)))
        .average()
        .orElseThrow();
  }

  @Test
  default void aRegionThatDivergedIsLeftAlone() {
    // All of the upper 60 % of the range diverged; the loss falls towards it. At most 20 % of the
    // next 20 suggestions may go there, on average over seeds.
    SearchSpace cube =
        new SearchSpace(
            Stream.of("x", "y", "z", "w")
                .map(name -> new Hyperparameter(name, new Uniform(0, 1)))
                .toList());
    int there = 0;
    int seeds = Math.min(5, seeds());
    for (long seed = 0; seed < seeds; seed++) {
      List<Observation> observations = new ArrayList<>();
      for (int index = 0; index < 40; index++) {
        Configuration suggested =
            index < 20
                ? new SobolSampler(seed).suggest(cube, index, History.none())
                : withSeed(seed).suggest(cube, index, new History(observations, List.of()));
        double x = suggested.number("x").orElseThrow();
        boolean diverged = x > 0.4;
        observations.add(
            diverged
                ? new Observation.Diverged(suggested, 3)
                : new Observation.Measured(suggested, 100, 2 - x));
        there += diverged && index >= 20 ? 1 : 0;
      }
    }
    assertThat(there).isLessThanOrEqualTo(seeds * 20 / 5);
  }

  @Test
  default void onlyDivergedTrialsAreNoObstacle() {
    SearchSpace space = TestFunction.cliff().space();
    List<Observation> observations =
        IntStream.range(0, 20)
            .mapToObj(i -> new SobolSampler(2).suggest(space, i, History.none()))
            .<Observation>map(one -> new Observation.Diverged(one, 1))
            .toList();
    assertThat(space.contains(sampler().suggest(space, 20, new History(observations, List.of()))))
        .isTrue();
  }

  @Test
  default void resultsFromOutsideOfTheSpaceAreNoObstacle() {
    SearchSpace narrow = SearchSpace.of(new Hyperparameter("x0", new Uniform(0, 1)));
    TestFunction branin = TestFunction.branin();
    List<Observation> observations =
        IntStream.range(0, 20)
            .mapToObj(i -> new SobolSampler(2).suggest(branin.space(), i, History.none()))
            .map(branin::observe)
            .toList();
    assertThat(narrow.contains(sampler().suggest(narrow, 20, new History(observations, List.of()))))
        .isTrue();
  }

  @Test
  default void findsMoreThanRandomSearchDoes() {
    // Random search is left with 0.3 of Hartmann-3's minimum after 60 trials, median of 10 seeds
    // (0.2 to 0.45 over 100 groups of 10 seeds); a sampler that learns with less than 0.12.
    ClosedFormSearch search = new ClosedFormSearch(TestFunction.hartmann3(), 60, 1);
    assertThat(search.medianRegret(this::withSeed, seeds())).isLessThan(0.12);
    assertThat(search.medianRegret(RandomSampler::new, 10)).isGreaterThan(0.12);
  }

  @Test
  default void largeLossesAndTiesAreNoObstacle() {
    SearchSpace space = TestFunction.branin().space();
    List<Observation> observations = new ArrayList<>();
    List<Integer> order = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
    Collections.shuffle(order, new Random(1));
    for (int i : order) {
      Configuration one = new SobolSampler(2).suggest(space, i / 2, History.none());
      observations.add(new Observation.Measured(one, 10 * (i % 3 + 1), i % 4 == 0 ? 1e30 : 2));
    }
    assertThat(space.contains(sampler().suggest(space, 20, new History(observations, List.of()))))
        .isTrue();
  }
}

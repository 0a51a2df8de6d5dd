package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Uniform;

/** What every sampler promises, whatever it learns from. */
interface SamplerContract {

  SearchSpace SPACE =
      SearchSpace.of(
          new Hyperparameter("learning-rate", new LogUniform(0.004, 0.125)),
          new Hyperparameter("warmup", new Uniform(0, 0.5)),
          new Hyperparameter("cycles", new IntRange(1, 4)),
          new Hyperparameter("schedule", Choice.of("cosine", "linear")));

  /** The sampler under test, always made in the same way. */
  Sampler sampler();

  /** The texts of its first suggestions for {@link #SPACE}, as they have always been. */
  List<String> firstSuggestions();

  @Test
  default void suggestionsLieInTheSpace() {
    for (int index = 0; index < count(); index++) {
      assertThat(SPACE.contains(sampler().suggest(SPACE, index, History.none()))).isTrue();
    }
  }

  @Test
  default void suggestionsAreTheSameInAnyOrderAndFromAnyInstance() {
    List<Configuration> inOrder = suggestions(sampler());
    List<Integer> shuffled = new ArrayList<>(IntStream.range(0, count()).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    Sampler another = sampler();
    for (int index : shuffled) {
      assertThat(another.suggest(SPACE, index, History.none())).isEqualTo(inOrder.get(index));
    }
  }

  @Test
  default void suggestionsAreTheSameOnEveryJvm() {
    assertThat(
            suggestions(sampler()).stream()
                .limit(firstSuggestions().size())
                .map(Configuration::text))
        .containsExactlyElementsOf(firstSuggestions());
  }

  @Test
  default void suggestionsDiffer() {
    assertThat(suggestions(sampler())).doesNotHaveDuplicates();
  }

  @Test
  default void sizeBoundsTheIndex() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sampler().suggest(SPACE, -1, History.none()))
        .withMessage("Invalid trial index: -1 (must be at least 0)");
    OptionalInt size = sampler().size(SPACE);
    if (size.isPresent()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sampler().suggest(SPACE, size.getAsInt(), History.none()))
          .withMessageContaining("must be less than " + size.getAsInt());
    }
  }

  /** The first suggestions of a sampler, at most 64. */
  default List<Configuration> suggestions(Sampler sampler) {
    return IntStream.range(0, count())
        .mapToObj(index -> sampler.suggest(SPACE, index, History.none()))
        .toList();
  }

  private int count() {
    return Math.min(64, sampler().size(SPACE).orElse(64));
  }
}

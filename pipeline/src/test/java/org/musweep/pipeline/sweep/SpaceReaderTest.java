package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.Uniform;

class SpaceReaderTest {

  private static SampleFile searching(String name, String range) {
    return SampleFile.transformer().with("search/space/" + name, range);
  }

  private static Distribution distribution(String name, String range) {
    return searching(name, range).read().search().space().distribution(name).orElseThrow();
  }

  @Test
  void everyKindOfRangeIsRead() {
    assertThat(distribution("init-scale", "{log-uniform: [2.5e-1, 2]}"))
        .isEqualTo(new LogUniform(0.25, 2));
    assertThat(distribution("beta2", "{uniform: [0.9, 0.999]}")).isEqualTo(new Uniform(0.9, 0.999));
    assertThat(distribution("output-multiplier", "{int: [1, 8]}")).isEqualTo(new IntRange(1, 8));
    assertThat(distribution("output-multiplier", "{log-int: [1, 8]}"))
        .isEqualTo(IntRange.log(1, 8));
    assertThat(distribution("init-scale", "{choice: [0.5, 1, 2]}")).isEqualTo(Choice.of(0.5, 1, 2));
    assertThat(distribution("schedule", "{choice: [linear, cosine]}"))
        .isEqualTo(Choice.of("linear", "cosine"));
  }

  @Test
  void orderIsThatOfTheFile() {
    SampleFile file =
        searching("weight-decay", "{uniform: [0, 0.1]}")
            .with("search/space/learning-rate.embedding", "{log-uniform: [0.5, 2]}")
            .with("search/space/beta1", "{choice: [0.8, 0.9]}");

    assertThat(file.read().search().space().hyperparameters())
        .extracting(one -> one.name())
        .containsExactly("learning-rate", "weight-decay", "learning-rate.embedding", "beta1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{log-uniform: [0.0, 1]} | log-uniform needs low > 0, but low is 0.0",
        "{log-uniform: [-1, 1]} | log-uniform needs low > 0, but low is -1",
        "{log-int: [0, 8]} | log-int needs low > 0, but low is 0",
        "{log-uniform: [0.5, 0.1]} | log-uniform needs low < high, but low is 0.5 and high is 0.1",
        "{uniform: [1, 1]} | uniform needs low < high, but low is 1 and high is 1",
        "{uniform: [0, 1]} | needs values above 0, but low is 0",
        "{int: [1.5, 3]} | int needs whole numbers, but low is 1.5 and high is 3",
        "{int: [1, 3e9]} | int needs whole numbers, but low is 1 and high is 3e9",
        "{log-uniform: [0.5]} | log-uniform needs [low, high], but has 1 value",
        "{log-uniform: []} | log-uniform needs [low, high], but has 0 values",
        "{log-uniform: 0.5} | log-uniform needs [low, high], but is '0.5'",
        "{log-uniform: [low, 1]} | needs numbers, but is 'low'",
        "{log-uniform: [[1], 2]} | needs numbers, but is a list",
        "{choice: []} | choice needs at least one value, but has none",
        "{choice: [1, 1.0]} | choice needs distinct values, but 1 stands twice",
        "{choice: 1} | choice needs a list of values, but is '1'",
        "{choice: [1, warm]} | needs values above 0, but has 'warm'",
        "{} | needs exactly one of log-uniform, uniform, int, log-int, choice, but has none",
        "{int: [1, 2], choice: [3]} | needs exactly one of log-uniform, uniform, int, log-int,"
            + " choice, but has int and choice",
        "0.5 | needs a range such as {log-uniform: [0.001, 0.1]}, but is '0.5'",
        "[0.5, 1] | needs a range such as {log-uniform: [0.001, 0.1]}, but is a list",
      })
  void wrongRangeIsSaid(String range, String problem) {
    assertThat(searching("init-scale", range).problems())
        .containsExactly("search.space.init-scale: " + problem);
  }

  @Test
  void rangeOfAWordIsAChoice() {
    assertThat(searching("schedule", "{uniform: [0, 1]}").problems())
        .containsExactly(
            "search.space.schedule: needs {choice: [...]} with values one of constant, linear,"
                + " cosine, warmup-stable-decay, inverse-square-root, but is uniform");
  }

  @Test
  void unknownNamesAreAnsweredWithASuggestion() {
    assertThat(searching("init_scale", "{log-uniform: [0.5, 1]}").problems())
        .containsExactly("unknown key 'init_scale' in search.space; did you mean 'init-scale'?");
    assertThat(searching("init-scale", "{loguniform: [0.5, 1]}").problems())
        .containsExactly(
            "unknown key 'loguniform' in search.space.init-scale; did you mean 'log-uniform'?");
  }
}

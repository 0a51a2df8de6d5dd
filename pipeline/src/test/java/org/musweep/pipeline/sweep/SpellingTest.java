package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {

  @Test
  void distanceCountsEditsAndSwaps() {
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("stpes", "steps")).isEqualTo(1);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("same", "same")).isZero();
  }

  @Test
  void nearestWordIsFoundWithinAThirdOfItsLetters() {
    List<String> words = List.of("learning-rate", "beta1", "beta2", "steps");

    assertThat(Spelling.nearest("learnin-rate", words)).contains("learning-rate");
    assertThat(Spelling.nearest("learningRate", words)).contains("learning-rate");
    assertThat(Spelling.nearest("beta", words)).contains("beta1");
    assertThat(Spelling.nearest("optimizer", words)).isEmpty();
  }
}

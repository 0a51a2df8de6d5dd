package org.musweep.pipeline.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.math3.random.SobolSequenceGenerator;
import org.junit.jupiter.api.Test;

class SobolDirectionsTest {

  @Test
  void equalsAnIndependentImplementationInEveryDimension() {
    int dimensions = SobolDirections.DIMENSIONS;
    assertThat(dimensions).isEqualTo(64);
    SobolSequenceGenerator reference = new SobolSequenceGenerator(dimensions);
    for (int index = 0; index < 2_000; index++) {
      double[] expected = reference.nextVector();
      for (int dimension = 0; dimension < dimensions; dimension++) {
        assertThat(SobolDirections.toUnit(SobolDirections.bits(dimension, index)))
            .as("dimension %d of point %d", dimension, index)
            .isEqualTo(expected[dimension]);
      }
    }
  }

  @Test
  void givesAnyPointWithoutTheOnesBefore() {
    SobolSequenceGenerator reference = new SobolSequenceGenerator(10);
    double[] expected = reference.skipTo(123_456_789);
    for (int dimension = 0; dimension < 10; dimension++) {
      assertThat(SobolDirections.toUnit(SobolDirections.bits(dimension, 123_456_789)))
          .isEqualTo(expected[dimension]);
    }
  }
}

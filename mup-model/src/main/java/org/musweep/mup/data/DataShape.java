package org.musweep.mup.data;

import java.io.Serializable;

/** What one example of a data set looks like; a model's input and output sizes follow from it. */
public sealed interface DataShape extends Serializable {

  /**
   * A window of tokens, each position predicting the next token.
   *
   * @param vocabulary how many different tokens there are
   * @param sequenceLength input positions per window
   */
  record Tokens(int vocabulary, int sequenceLength) implements DataShape {
    /** Checks that both sizes are positive. */
    public Tokens {
      if (vocabulary < 1 || sequenceLength < 1) {
        throw new IllegalArgumentException(
            "Invalid token shape: vocabulary %d, sequence length %d (must be positive)"
                .formatted(vocabulary, sequenceLength));
      }
    }

    @Override
    public int inputsPerRow() {
      return sequenceLength;
    }

    @Override
    public int targetsPerRow() {
      return sequenceLength;
    }

    @Override
    public int targetClasses() {
      return vocabulary;
    }
  }

  /**
   * An image and its label. Shapes: pixels are {@code [channels, height, width]}.
   *
   * @param channels colour channels
   * @param height rows of pixels
   * @param width columns of pixels
   * @param classes how many labels there are; labels are 0 to classes - 1
   */
  record Images(int channels, int height, int width, int classes) implements DataShape {
    /** Checks that all sizes are positive. */
    public Images {
      if (channels < 1 || height < 1 || width < 1 || classes < 1) {
        throw new IllegalArgumentException(
            "Invalid image shape: channels %d, height %d, width %d, classes %d (must be positive)"
                .formatted(channels, height, width, classes));
      }
    }

    @Override
    public int inputsPerRow() {
      return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }

    @Override
    public int targetsPerRow() {
      return 1;
    }

    @Override
    public int targetClasses() {
      return classes;
    }
  }

  /** Input numbers per example: tokens of the window, or pixels of the image. */
  int inputsPerRow();

  /** Predictions per example: one per token, or one per image. */
  int targetsPerRow();

  /** Values that a target can take: the vocabulary, or the classes. */
  int targetClasses();
}

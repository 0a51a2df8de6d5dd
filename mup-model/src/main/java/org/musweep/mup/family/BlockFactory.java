package org.musweep.mup.family;

import ai.djl.nn.Block;

/**
 * Makes a DJL block at any width; a sweep file names the class that implements it, which has a
 * public constructor without arguments.
 */
public interface BlockFactory {

  /**
   * A new block, not initialized.
   *
   * <p>Gradients come from the operations that its forward pass calls, so it combines arrays with
   * arrays: DJL's {@code x.mul(2)} keeps the number in memory that may be gone when the gradient is
   * computed. It has neither dropout nor running statistics.
   *
   * @param width what grows from the trials to the wide model
   */
  Block ofWidth(int width);
}

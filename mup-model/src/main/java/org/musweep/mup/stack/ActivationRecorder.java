package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;

/** Sees the outputs of an architecture's modules as they are computed. */
public interface ActivationRecorder {

  /** Records nothing, and asks for no probes. */
  ActivationRecorder NONE =
      new ActivationRecorder() {
        @Override
        public void record(String module, NDArray output) {}

        @Override
        public boolean wantsProbes() {
          return false;
        }
      };

  /**
   * Called with a module's output; the first dimension is the lane, or lane times batch.
   *
   * @param module such as {@code block0.attention}
   */
  void record(String module, NDArray output);

  /**
   * Whether quantities that training does not need, such as attention logits, should be computed
   * for recording.
   */
  boolean wantsProbes();
}

package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;

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
   * Called with a module whose input is known; by default only its output is recorded.
   *
   * @param input what the module read: {@code [T, …]}, tokens as table rows or numbers
   * @param again computes the output anew, of the same input and of the stack's parameters as they
   *     are then; what else the module changes, such as running statistics, it changes again
   */
  default void recordModule(String module, NDArray input, NDArray output, Supplier<NDArray> again) {
    record(module, output);
  }

  /** Called after the step's update, while all that was recorded in the step is still valid. */
  default void updated() {}

  /**
   * Whether quantities that training does not need, such as attention logits, should be computed
   * for recording.
   */
  boolean wantsProbes();
}

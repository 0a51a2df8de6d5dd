package org.musweep.mup.stack;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import org.musweep.mup.kernel.Kernels;

/**
 * What an architecture needs to compute: parameters, kernels, the lanes' multipliers and a
 * recorder.
 */
public final class ForwardPass {

  private final TrialStack stack;
  private final ActivationRecorder recorder;
  private final boolean training;

  private ForwardPass(TrialStack stack, ActivationRecorder recorder, boolean training) {
    this.stack = stack;
    this.recorder = recorder;
    this.training = training;
  }

  static ForwardPass ofTraining(TrialStack stack, ActivationRecorder recorder) {
    return new ForwardPass(stack, recorder, true);
  }

  static ForwardPass ofEvaluation(TrialStack stack, ActivationRecorder recorder) {
    return new ForwardPass(stack, recorder, false);
  }

  /**
   * Whether the weights are being trained on this batch: normalization then goes by the batch's
   * statistics, which it also adds to the running ones.
   */
  public boolean isTraining() {
    return training;
  }

  /** Number of lanes T. */
  public int lanes() {
    return stack.lanes().size();
  }

  /** The operations. */
  public Kernels kernels() {
    return Kernels.shared();
  }

  /** A parameter {@code [T, …]}. */
  public NDArray parameter(String name) {
    return stack.parameter(name);
  }

  /** A buffer {@code [T, …]}. */
  public NDArray buffer(String name) {
    return stack.buffer(name);
  }

  /** A vector parameter {@code [T, d]} as {@code [T, 1, d]}. */
  public NDArray vector(String name) {
    return stack.parameter(name).expandDims(1);
  }

  /** {@code x} times each lane's input multiplier. */
  public NDArray scaleInput(NDArray x) {
    return stack.inputMultiplier().times(x);
  }

  /**
   * The part of {@code 1/√d_base}, the plan's factor at the site {@code attention} and the lanes'
   * attention multipliers that all lanes share: one number, on the CPU.
   */
  public NDArray attentionScale() {
    return stack.attentionMultiplier().shared();
  }

  /** Whether {@link #attentionScale()} is all there is to scale. */
  public boolean queriesShareScale() {
    return stack.attentionMultiplier().isShared();
  }

  /** {@code q}, {@code [T, rows, d]}, times what the lanes do not share of the attention scale. */
  public NDArray scaleQueries(NDArray q) {
    return stack.attentionMultiplier().timesOwn(q);
  }

  /**
   * The readout's weight {@code [T, classes, d]} times each lane's output multiplier and the plan's
   * factor.
   */
  public NDArray scaleReadout(NDArray weight) {
    return stack.outputMultiplier().times(weight);
  }

  /** What a branch adds to the residual stream, times the plan's factor. */
  public NDArray scaleBranch(NDArray branch) {
    return stack.branchMultiplier().times(branch);
  }

  /**
   * Computes a module, shows it to the recorder, and returns its output.
   *
   * @param module its name, such as {@code block0.attention}
   * @param function of the input and of the module's own parameters, and of nothing else
   */
  public NDArray module(String module, NDArray input, UnaryOperator<NDArray> function) {
    return module(module, input, function, UnaryOperator.identity());
  }

  /**
   * The same for a module that computes in another layout.
   *
   * @param lanesFirst an input or output in the layout {@code [T, rows, …]} that the recorder sees
   */
  public NDArray module(
      String module,
      NDArray input,
      UnaryOperator<NDArray> function,
      UnaryOperator<NDArray> lanesFirst) {
    NDArray output = function.apply(input);
    if (recorder != ActivationRecorder.NONE) {
      recorder.recordModule(
          module,
          lanesFirst.apply(input),
          lanesFirst.apply(output),
          () -> lanesFirst.apply(function.apply(input)));
    }
    return output;
  }

  /** Whether to compute what only a recorder needs. */
  public boolean wantsProbes() {
    return recorder.wantsProbes();
  }
}

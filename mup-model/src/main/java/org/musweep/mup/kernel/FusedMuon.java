package org.musweep.mup.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Muon over weights of a stack in one call, every weight's lanes orthogonalized as one batch.
 *
 * <p>{@code b ← μb + φg}, {@code u = αg + βb}, {@code w ← keep·w − rate·NS(u)} with {@link
 * Kernels#newtonSchulz}. Weights of more than two dimensions count as {@code [fan_out, rest]}.
 * Source: github.com/KellerJordan/Muon.
 */
public final class FusedMuon implements AutoCloseable {

  /**
   * How one lane's momentum works at one step.
   *
   * @param momentum μ
   * @param fresh φ
   * @param fromGradient α
   * @param fromBuffer β
   */
  public record Mixing(double momentum, double fresh, double fromGradient, double fromBuffer) {}

  /**
   * The scalars of one weight in one lane at one step.
   *
   * @param keep what is left of the weight after its decay
   * @param rate step size, the update's multiplier included
   */
  public record Rate(double keep, double rate) {}

  private final Kernels kernels;
  private final List<IValue> values = new ArrayList<>();
  private final IValue weights;
  private final IValue buffers;
  private final IValue parameterOf;

  /**
   * Muon for some of a stack's parameters.
   *
   * @param positions where each weight stands among the stack's parameters; at least one
   * @param weights {@code [T, fan_out, fan_in, …]} each
   * @param momentumBuffers of the same shapes
   */
  public FusedMuon(
      Kernels kernels,
      List<Integer> positions,
      List<NDArray> weights,
      List<NDArray> momentumBuffers) {
    this.kernels = kernels;
    this.weights = keep(Kernels.list(weights));
    this.buffers = keep(Kernels.list(momentumBuffers));
    this.parameterOf =
        keep(IValue.listFrom(positions.stream().mapToLong(Integer::longValue).toArray()));
  }

  /**
   * Updates weights and buffers in place.
   *
   * @param manager of the device that the weights are on
   * @param mixing one per lane
   * @param rates one per weight and lane, the first weight's lanes first
   */
  public void step(Gradients gradients, NDManager manager, List<Mixing> mixing, List<Rate> rates) {
    try (NDArray scalars = scalars(manager, mixing, rates);
        IValue rows = IValue.from((PtNDArray) scalars);
        IValue done = kernels.call("muon", weights, gradients.list(), buffers, parameterOf, rows)) {
      if (!done.isTensorList()) {
        throw new IllegalStateException("Cannot update parameters: the kernel returned nothing");
      }
    }
  }

  /** {@code [4 + 2·weights, T]}: a list of doubles would pass through float32 on its way. */
  private static NDArray scalars(NDManager manager, List<Mixing> mixing, List<Rate> rates) {
    int lanes = mixing.size();
    DoubleStream.Builder rows = DoubleStream.builder();
    mixing.forEach(lane -> rows.add(lane.momentum()));
    mixing.forEach(lane -> rows.add(lane.fresh()));
    mixing.forEach(lane -> rows.add(lane.fromGradient()));
    mixing.forEach(lane -> rows.add(lane.fromBuffer()));
    for (int first = 0; first < rates.size(); first += lanes) {
      List<Rate> own = rates.subList(first, first + lanes);
      own.forEach(lane -> rows.add(lane.keep()));
      own.forEach(lane -> rows.add(lane.rate()));
    }
    double[] values = rows.build().toArray();
    return manager.create(values, new Shape(values.length / lanes, lanes));
  }

  private IValue keep(IValue value) {
    values.add(value);
    return value;
  }

  @Override
  public void close() {
    values.forEach(IValue::close);
  }
}

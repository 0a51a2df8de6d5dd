package org.musweep.mup.block;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.UnaryOperator;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.stack.ForwardPass;

/**
 * Moves between a stack's usual layout, lanes first, and that of convolutions, {@code [rows,
 * T·channels, height, width]}.
 */
public final class FeatureMaps {

  private FeatureMaps() {}

  /**
   * The maps of images {@code [T, rows, channels·height·width]}; of {@code [1, …]}, one lane's maps
   * for all.
   */
  public static NDArray of(NDArray images, DataShape.Images shape, int rows) {
    long lanes = images.getShape().get(0);
    return images
        .reshape(lanes, rows, shape.channels(), shape.height() * (long) shape.width())
        .transpose(1, 0, 2, 3)
        .reshape(rows, lanes * shape.channels(), shape.height(), shape.width());
  }

  /** The mean over all pixels, {@code [T, rows, channels]}. */
  public static NDArray average(ForwardPass pass, NDArray maps) {
    Shape shape = maps.getShape();
    NDArray pixels = maps.reshape(shape.get(0), shape.get(1), -1);
    return lanesFirst(pass, pixels.mean(new int[] {2}));
  }

  /** Computes a module of maps to maps, and shows both to the recorder with lanes first. */
  static NDArray module(
      ForwardPass pass, String module, NDArray maps, UnaryOperator<NDArray> function) {
    return pass.module(module, maps, function, each -> lanesFirst(pass, each));
  }

  /** {@code [rows, T·channels, …] -> [T, rows, channels, …]}. */
  private static NDArray lanesFirst(ForwardPass pass, NDArray maps) {
    Shape shape = maps.getShape();
    long channels = shape.get(1) / pass.lanes();
    return maps.reshape(new Shape(shape.get(0), pass.lanes(), channels).addAll(shape.slice(2)))
        .swapAxes(0, 1);
  }
}

package org.musweep.mup.stack;

import java.util.List;

/**
 * Numbers that a model keeps beside its parameters, which no gradient moves: running statistics.
 *
 * <p>They start at 0 and belong to a lane's checkpoint.
 *
 * @param name unique among the architecture's parameters and buffers
 * @param sizes the shape without the lane dimension
 */
public record BufferSpec(String name, List<Integer> sizes) {

  /** Copies the sizes. */
  public BufferSpec {
    sizes = List.copyOf(sizes);
  }
}

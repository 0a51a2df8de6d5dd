package org.musweep.mup.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;

/**
 * Memory outside the heap in which a batch is assembled, example by example, and from which it is
 * copied to a device. Reused from step to step; belongs to one thread.
 */
public final class HostBatch {
  private final DataShape shape;
  private final int capacity;
  private final LongBuffer tokens;
  private final FloatBuffer pixels;
  private final LongBuffer targets;
  private int rows;

  /** An empty batch with room for {@code capacity} examples of a shape. */
  public HostBatch(DataShape shape, int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "Invalid batch capacity: " + capacity + " (must be positive)");
    }
    this.shape = shape;
    this.capacity = capacity;
    int inputs = Math.multiplyExact(capacity, shape.inputsPerRow());
    boolean isText = shape instanceof DataShape.Tokens;
    tokens = direct(isText ? inputs : 0, Long.BYTES).asLongBuffer();
    pixels = direct(isText ? 0 : inputs, Float.BYTES).asFloatBuffer();
    targets =
        direct(Math.multiplyExact(capacity, shape.targetsPerRow()), Long.BYTES).asLongBuffer();
  }

  private static ByteBuffer direct(int elements, int elementBytes) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(elements, elementBytes))
        .order(ByteOrder.nativeOrder());
  }

  /** The shape of every example in it. */
  public DataShape shape() {
    return shape;
  }

  /** The most examples it holds. */
  public int capacity() {
    return capacity;
  }

  /** Examples appended since the last {@link #clear()}. */
  public int rows() {
    return rows;
  }

  /** Empties it. */
  public void clear() {
    rows = 0;
  }

  /**
   * Input tokens. Shapes: {@code [rows, sequenceLength]}.
   *
   * @throws IllegalStateException if this batch holds images
   */
  public LongBuffer tokens() {
    if (!(shape instanceof DataShape.Tokens)) {
      throw new IllegalStateException("Cannot read tokens: the batch holds " + shape);
    }
    return tokens.duplicate().position(0).limit(rows * shape.inputsPerRow());
  }

  /**
   * Standardized pixels. Shapes: {@code [rows, channels * height * width]}.
   *
   * @throws IllegalStateException if this batch holds tokens
   */
  public FloatBuffer pixels() {
    if (!(shape instanceof DataShape.Images)) {
      throw new IllegalStateException("Cannot read pixels: the batch holds " + shape);
    }
    return pixels.duplicate().position(0).limit(rows * shape.inputsPerRow());
  }

  /**
   * What is to be predicted. Shapes: {@code [rows, sequenceLength]} for tokens, else {@code
   * [rows]}.
   */
  public LongBuffer targets() {
    return targets.duplicate().position(0).limit(rows * shape.targetsPerRow());
  }

  /**
   * Appends a window: all tokens but the last are the input, all but the first the targets.
   *
   * <p>Shapes: {@code [sequenceLength + 1]}.
   */
  public void appendWindow(int[] window) {
    if (!(shape instanceof DataShape.Tokens) || window.length != shape.inputsPerRow() + 1) {
      throw new IllegalArgumentException(
          "Cannot append a window of %d tokens to a batch of %s (must be sequence length + 1)"
              .formatted(window.length, shape));
    }
    int offset = nextRow() * shape.inputsPerRow();
    for (int position = 0; position < shape.inputsPerRow(); position++) {
      tokens.put(offset + position, window[position]);
      targets.put(offset + position, window[position + 1]);
    }
  }

  /**
   * Appends an image and its label.
   *
   * <p>Shapes: {@code [channels * height * width]}, channel first, standardized.
   */
  public void appendImage(float[] image, int label) {
    if (!(shape instanceof DataShape.Images) || image.length != shape.inputsPerRow()) {
      throw new IllegalArgumentException(
          "Cannot append an image of %d pixels to a batch of %s".formatted(image.length, shape));
    }
    int row = nextRow();
    pixels.put(row * shape.inputsPerRow(), image);
    targets.put(row, label);
  }

  private int nextRow() {
    if (rows == capacity) {
      throw new IllegalStateException("Cannot append to a full batch: capacity " + capacity);
    }
    return rows++;
  }
}

package org.musweep.mup.coordcheck;

import java.util.List;

/**
 * The size of one module's output in one training: a point of a coord check.
 *
 * @param rules the rule set's name, such as {@code maximal-update}
 * @param width the model's width
 * @param depth its number of blocks
 * @param batchSize examples per step
 * @param learningRate the learning rate at base width
 * @param seed of the initial weights and the data
 * @param step counts from 1, which is at initialization, before any update
 * @param module such as {@code block0.attention}, {@code block0.attention.logits} or {@code
 *     readout}
 * @param statistic one of {@link #STATISTICS}
 * @param value the statistic; not finite where the training broke down
 */
public record CoordRecord(
    String rules,
    int width,
    int depth,
    int batchSize,
    double learningRate,
    long seed,
    int step,
    String module,
    String statistic,
    double value) {

  /** Mean absolute value of the output's coordinates. */
  public static final String L1 = "l1";

  /** Mean absolute change of the output's coordinates since initialization, on the same input. */
  public static final String DELTA = "delta";

  /** Root mean square of the output's coordinates. */
  public static final String FORWARD = "forward";

  /**
   * Root mean square of the difference of two outputs over that of the inputs, for pairs of the
   * batch; of the outputs alone where the input is tokens.
   */
  public static final String DEPENDENCY = "dependency";

  /**
   * Root mean square of the change of the output that the step's update of the module's own weights
   * makes, on the same input.
   */
  public static final String UPDATE = "update";

  /** All statistics. */
  public static final List<String> STATISTICS = List.of(L1, DELTA, FORWARD, DEPENDENCY, UPDATE);

  /** Checks names and sizes. */
  public CoordRecord {
    if (module.isEmpty()) {
      throw new IllegalArgumentException("Invalid coord record: module is empty (must be a name)");
    }
    if (!STATISTICS.contains(statistic)) {
      throw new IllegalArgumentException(
          "Invalid coord record: statistic '%s' of %s (must be one of %s)"
              .formatted(statistic, module, STATISTICS));
    }
    if (width < 1 || step < 1) {
      throw new IllegalArgumentException(
          "Invalid coord record of %s: width %d, step %d (must be at least 1)"
              .formatted(module, width, step));
    }
  }
}

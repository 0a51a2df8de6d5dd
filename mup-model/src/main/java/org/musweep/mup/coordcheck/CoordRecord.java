package org.musweep.mup.coordcheck;

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
 * @param statistic {@link #L1} or {@link #DELTA}
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

  /** Checks names and sizes. */
  public CoordRecord {
    if (module.isEmpty()) {
      throw new IllegalArgumentException("Invalid coord record: module is empty (must be a name)");
    }
    if (!statistic.equals(L1) && !statistic.equals(DELTA)) {
      throw new IllegalArgumentException(
          "Invalid coord record: statistic '%s' of %s (must be %s or %s)"
              .formatted(statistic, module, L1, DELTA));
    }
    if (width < 1 || step < 1) {
      throw new IllegalArgumentException(
          "Invalid coord record of %s: width %d, step %d (must be at least 1)"
              .formatted(module, width, step));
    }
  }
}

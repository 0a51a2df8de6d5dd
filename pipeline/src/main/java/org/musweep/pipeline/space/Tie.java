package org.musweep.pipeline.space;

/**
 * A hyperparameter that is not searched itself but follows one that is.
 *
 * @param hyperparameter the one that follows
 * @param leader the one that is searched
 * @param factor on the leader's value; must be 1 where that is a name
 */
public record Tie(String hyperparameter, String leader, double factor) {

  /** Checks the factor. */
  public Tie {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException(
          "Invalid tie of %s to %s: factor %s (must be finite)"
              .formatted(hyperparameter, leader, factor));
    }
  }

  /** The setting that follows from the leader's value. */
  Setting follow(SettingValue value) {
    return value instanceof SettingValue.Numeric numeric && factor != 1
        ? Setting.of(hyperparameter, factor * numeric.number())
        : new Setting(hyperparameter, value);
  }

  /** The form shown to people: {@code beta2 = beta1}. */
  public String text() {
    return factor == 1
        ? hyperparameter + " = " + leader
        : "%s = %s %s".formatted(hyperparameter, Range.text(factor), leader);
  }
}

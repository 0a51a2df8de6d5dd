package org.musweep.pipeline.space;

import java.util.regex.Pattern;

/**
 * Something about a training that a sweep varies.
 *
 * @param name its key in the sweep file, such as {@code learning-rate} or {@code
 *     learning-rate.embedding}
 * @param distribution the values it may take
 */
public record Hyperparameter(String name, Distribution distribution) {

  private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]*([-.][a-z0-9]+)*");

  /** Checks the form of the name. */
  public Hyperparameter {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Invalid hyperparameter name: '%s' (must be lower-case words joined by '-' or '.')"
              .formatted(name));
    }
  }

  /** Whether it has one value only, so that it does not vary. */
  public boolean isHeld() {
    return distribution instanceof Choice choice && choice.values().size() == 1;
  }
}

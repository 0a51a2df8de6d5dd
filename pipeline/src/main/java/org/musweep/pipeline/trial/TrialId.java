package org.musweep.pipeline.trial;

import java.util.regex.Pattern;

/**
 * The name of a trial: purpose letter, index and a hash of what is trained, such as {@code
 * x0007-1a2b3c4d}.
 *
 * @param value letters, digits and dashes
 */
public record TrialId(String value) implements Comparable<TrialId> {

  private static final Pattern FORM = Pattern.compile("[a-z][0-9]{4,}-[0-9a-f]{8}");

  /** Checks the form. */
  public TrialId {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "Invalid trial id: " + value + " (must look like x0007-1a2b3c4d)");
    }
  }

  @Override
  public int compareTo(TrialId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}

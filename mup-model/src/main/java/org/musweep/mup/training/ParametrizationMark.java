package org.musweep.mup.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.musweep.mup.parametrization.PlannedMultiplier;
import org.musweep.mup.parametrization.PlannedParameter;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.SiteKind;

/**
 * What tells parametrizations apart in a checkpoint: every factor, as a hash.
 *
 * <p>Rule sets that give a model the same factors are the same to it, as all are at base width, so
 * their names are for people.
 *
 * @param name rule set and optimizer
 * @param hash of all factors by parameter and site
 */
record ParametrizationMark(String name, String hash) {

  private static final String SEPARATOR = ", factors ";
  private static final int LETTERS = 12;

  static ParametrizationMark of(ScalingPlan plan) {
    StringBuilder factors = new StringBuilder(plan.optimizer().label());
    for (PlannedParameter parameter : plan.parameters()) {
      factors.append('\n').append(parameter.declaration().name());
      factors.append(' ').append(parameter.scaling());
    }
    for (PlannedMultiplier multiplier : plan.multipliers()) {
      factors.append('\n').append(multiplier.site().name());
      factors.append(' ').append(effective(multiplier));
    }
    return new ParametrizationMark(
        plan.rules() + " with " + plan.optimizer().label(), hash(factors.toString()));
  }

  /** Reads what {@link #text} wrote; another text has no hash. */
  static ParametrizationMark parse(String text) {
    int at = text.lastIndexOf(SEPARATOR);
    return at < 0
        ? new ParametrizationMark(text, "")
        : new ParametrizationMark(text.substring(0, at), text.substring(at + SEPARATOR.length()));
  }

  String text() {
    return name + SEPARATOR + hash;
  }

  /** Attention logits are also divided by the root of the base head size. */
  private static double effective(PlannedMultiplier multiplier) {
    return multiplier.site().kind() == SiteKind.ATTENTION
        ? multiplier.factor() / Math.sqrt(multiplier.site().dim().baseSize())
        : multiplier.factor();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LETTERS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ParametrizationMark mark && mark.hash.equals(hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }
}

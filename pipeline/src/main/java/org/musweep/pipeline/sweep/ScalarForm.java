package org.musweep.pipeline.sweep;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Style;

/** Numbers, truth values and durations as a sweep file writes them. */
final class ScalarForm {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?([0-9]{1,40}(\\.[0-9]{0,40})?|\\.[0-9]{1,40})([eE][-+]?[0-9]{1,3})?");
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");

  private ScalarForm() {}

  /** A finite number: {@code 3}, {@code 0.5}, {@code 1e-3}. */
  static OptionalDouble number(Scalar scalar) {
    if (scalar.style() != Style.PLAIN || !NUMBER.matcher(scalar.text()).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(scalar.text());
    return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  /** The finite number that a node is, if it is one. */
  static OptionalDouble number(SpecNode node) {
    return node instanceof Scalar scalar ? number(scalar) : OptionalDouble.empty();
  }

  /** A whole number that 64 bits hold; {@code 1e3} is one too. */
  static OptionalLong wholeNumber(Scalar scalar) {
    if (number(scalar).isEmpty()) {
      return OptionalLong.empty();
    }
    BigDecimal value = new BigDecimal(scalar.text());
    boolean whole = value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
    boolean fits =
        value.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
            && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
    return whole && fits ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
  }

  /** {@code true} or {@code false}. */
  static Optional<Boolean> truth(Scalar scalar) {
    if (scalar.style() != Style.PLAIN) {
      return Optional.empty();
    }
    return switch (scalar.text()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** A duration above zero: {@code 90s}, {@code 10m}, {@code 1h30m}, {@code 2d}. */
  static Optional<Duration> duration(Scalar scalar) {
    Matcher matcher = DURATION.matcher(scalar.text());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Duration sum =
        Duration.ofDays(part(matcher, 1))
            .plusHours(part(matcher, 2))
            .plusMinutes(part(matcher, 3))
            .plusSeconds(part(matcher, 4));
    return sum.isZero() || sum.compareTo(BudgetSpec.FOREVER) > 0
        ? Optional.empty()
        : Optional.of(sum);
  }

  private static long part(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}

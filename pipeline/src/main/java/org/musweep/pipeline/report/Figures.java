package org.musweep.pipeline.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.musweep.pipeline.space.SettingValue;

/** How numbers are written in the report and on the terminal. */
final class Figures {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final double LN_2 = Math.log(2);

  private Figures() {}

  /** A loss in nats: {@code 2.283}, or a dash where there is none. */
  static String loss(double loss) {
    return Double.isNaN(loss) ? "–" : fixed(loss, 3);
  }

  /** A loss with its standard error: {@code 2.283 ± 0.012}. */
  static String loss(double mean, double standardError) {
    return Double.isFinite(standardError)
        ? loss(mean) + " ± " + fixed(standardError, 3)
        : loss(mean);
  }

  /** Three significant digits without an exponent where that is short: {@code 0.0312}. */
  static String significant(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    if (number == Math.rint(number) && Math.abs(number) < 1e6) {
      return Long.toString((long) number);
    }
    double size = Math.abs(number);
    if (size < 1e-4 || size >= 1e6) {
      return String.format(Locale.ROOT, "%.2e", number);
    }
    int digits = (int) Math.max(0, 2 - Math.floor(Math.log10(size)));
    String text = fixed(number, digits);
    return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
  }

  /** A setting's value for people. */
  static String setting(SettingValue value) {
    return value instanceof SettingValue.Numeric numeric
        ? significant(numeric.number())
        : value.text();
  }

  /** The exponent as a power of two: {@code −5.96}; for positive numbers. */
  static String exponentOfTwo(double number) {
    return fixed(Math.log(number) / LN_2, 2).replace('-', '−');
  }

  /** A sentence's first letter in upper case, unless it begins with a name. */
  static String sentence(String words) {
    return words.isEmpty() || words.matches("\\S*[.:\\d].*")
        ? words
        : Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  /** A share in percent: {@code 4.2 %}. */
  static String percent(double share) {
    double percent = 100 * share;
    return (percent == Math.rint(percent) ? Long.toString((long) percent) : fixed(percent, 1))
        + " %";
  }

  /** A length of time: {@code 0.4 s}, {@code 48 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String duration(double seconds) {
    if (seconds < 9.95) {
      return fixed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return "%d min %02d s".formatted(whole / 60, whole % 60);
    }
    return "%d h %02d min".formatted(whole / 3600, whole % 3600 / 60);
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }

  /** {@code 1 trial}, {@code 24 trials}. */
  static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  static String fixed(double number, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", number);
    return text.startsWith("-") && text.chars().allMatch(c -> "-0.".indexOf(c) >= 0)
        ? text.substring(1)
        : text;
  }
}

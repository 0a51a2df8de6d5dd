package org.musweep.mup.shape;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A parameter name as a key of a base shape file. */
final class YamlName {

  private static final Pattern PLAIN =
      Pattern.compile("[\\p{Alnum}_.][\\p{Alnum}_./+-]*(:[\\p{Alnum}_./+-]+)*");

  /** What YAML 1.1 reads as a number, a time or a date unless it is quoted. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "0b[01_]+|0x[\\p{XDigit}_]+|[0-9][0-9_]*(\\.[0-9_]*([eE][-+][0-9]+)?)?"
              + "|\\.[0-9][0-9_]*([eE][-+][0-9]+)?|[0-9][0-9_]*(:[0-5]?[0-9])+(\\.[0-9_]*)?"
              + "|\\.(inf|Inf|INF|nan|NaN|NAN)|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}");

  private static final Set<String> RESERVED =
      Set.of("null", "true", "false", "yes", "no", "on", "off");

  private YamlName() {}

  static String quoteIfNeeded(String name) {
    boolean plain =
        PLAIN.matcher(name).matches()
            && !NUMBER.matcher(name).matches()
            && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : "'" + name.replace("'", "''") + "'";
  }

  static String unquote(String key) {
    if (key.length() >= 2 && key.startsWith("'")) {
      return key.substring(1, key.length() - 1).replace("''", "'");
    }
    return key.length() >= 2 && key.startsWith("\"") ? key.substring(1, key.length() - 1) : key;
  }
}

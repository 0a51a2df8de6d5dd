package org.musweep.mup.shape;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parameter name as a key of a base shape file, quoted where and how PyYAML quotes it.
 *
 * <p>Source of the rules: PyYAML 6, {@code emitter.py} (analysis of scalars) and {@code
 * resolver.py} (what YAML 1.1 reads as something else than text).
 */
final class YamlName {

  /** A longer name has a line of its own, beginning with a question mark. */
  static final int LONGEST_KEY = 122;

  /** Characters that mean something to YAML where they stand, so that a name must be quoted. */
  private static final Pattern INDICATOR =
      Pattern.compile(
          "[#,\\[\\]{}&*!|>'\"%@`].*|---.*|\\.\\.\\..*|[-?](\\s.*)?|.*:(\\s.*)?|.*\\s#.*");

  /** What YAML 1.1 reads as a number, a time, a date, a truth or nothing unless it is quoted. */
  private static final Pattern OTHER_TYPE =
      Pattern.compile(
          "[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
              + "|[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+"
              + "|[-+]?[0-9][0-9_]*\\.[0-9_]*([eE][-+][0-9]+)?|\\.[0-9][0-9_]*([eE][-+][0-9]+)?"
              + "|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+\\.[0-9_]*|[-+]?\\.(inf|Inf|INF)"
              + "|\\.(nan|NaN|NAN)"
              + "|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt]|[ \\t]+)[0-9]{1,2}"
              + ":[0-9]{2}:[0-9]{2}(\\.[0-9]*)?([ \\t]*(Z|[-+][0-9]{1,2}(:[0-9]{2})?))?"
              + "|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
              + "|~|null|Null|NULL|<<|=");

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(x[0-9A-F]{2}|u[0-9A-F]{4}|U[0-9A-F]{8}|.)");

  private YamlName() {}

  static String quoteIfNeeded(String name) {
    if (!name.chars().allMatch(character -> character >= 0x20 && character < 0x7f)) {
      return '"' + escaped(name) + '"';
    }
    boolean plain =
        !name.isEmpty()
            && name.equals(name.strip())
            && !INDICATOR.matcher(name).matches()
            && !OTHER_TYPE.matcher(name).matches();
    return plain ? name : "'" + name.replace("'", "''") + "'";
  }

  static String unquote(String key) {
    if (key.length() >= 2 && key.startsWith("'")) {
      return key.substring(1, key.length() - 1).replace("''", "'");
    }
    return key.length() >= 2 && key.startsWith("\"")
        ? ESCAPE
            .matcher(key.substring(1, key.length() - 1))
            .replaceAll(match -> Matcher.quoteReplacement(unescaped(match.group(1))))
        : key;
  }

  private static String escaped(String name) {
    StringBuilder out = new StringBuilder();
    name.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                out.append('\\').appendCodePoint(point);
              } else if (point >= 0x20 && point < 0x7f) {
                out.appendCodePoint(point);
              } else {
                String form = point <= 0xff ? "\\x%02X" : point <= 0xffff ? "\\u%04X" : "\\U%08X";
                out.append(String.format(Locale.ROOT, form, point));
              }
            });
    return out.toString();
  }

  private static String unescaped(String code) {
    return code.length() == 1 ? code : Character.toString(Integer.parseInt(code.substring(1), 16));
  }
}

package org.musweep.pipeline.figure;

import java.util.List;
import java.util.Locale;

/** The text of a drawing under construction. */
final class Svg {

  private final StringBuilder text = new StringBuilder();

  /** An element without content; attributes are names and values in turn. */
  Svg element(String tag, List<String> attributes) {
    open(tag, attributes);
    text.setLength(text.length() - 1);
    text.append("/>\n");
    return this;
  }

  Svg open(String tag, List<String> attributes) {
    text.append('<').append(tag);
    for (int i = 0; i < attributes.size(); i += 2) {
      text.append(' ').append(attributes.get(i)).append("=\"");
      escape(attributes.get(i + 1));
      text.append('"');
    }
    text.append('>');
    return this;
  }

  Svg close(String tag) {
    text.append("</").append(tag).append(">\n");
    return this;
  }

  /** An element that holds words. */
  Svg words(String tag, List<String> attributes, String words) {
    open(tag, attributes);
    escape(words);
    return close(tag);
  }

  String text() {
    return text.toString();
  }

  /** A command of a path to a place. */
  static String path(String command, double x, double y) {
    return command + number(x) + "," + number(y);
  }

  /** At most two decimals. */
  static String number(double value) {
    String fixed = String.format(Locale.ROOT, "%.2f", value);
    String shorter = fixed.replaceAll("\\.?0+$", "");
    return shorter.equals("-0") ? "0" : shorter;
  }

  /** About how wide words are in the sans-serif fonts that viewers have. */
  static double width(String words, double fontSize) {
    return 0.56 * fontSize * words.length();
  }

  /** Control characters are not allowed in XML, and a name from a file may hold any. */
  private void escape(String words) {
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> text.append("&amp;");
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '"' -> text.append("&quot;");
                default -> text.appendCodePoint(isAllowed(c) ? c : 0xFFFD);
              }
            });
  }

  private static boolean isAllowed(int c) {
    return c == '\n'
        || c == '\t'
        || (c >= ' ' && c < 0x7F)
        || (c >= 0xA0 && c < 0xD800)
        || (c >= 0xE000 && c < 0xFFFE)
        || c > 0xFFFF;
  }
}

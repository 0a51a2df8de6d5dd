package org.musweep.pipeline.report;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of markup. Text becomes markup only through {@link #text}, which escapes it.
 *
 * @param markup well-formed HTML
 */
record Html(String markup) {

  static final Html NOTHING = new Html("");

  /** Text as it is to be read. */
  static Html text(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(isForbidden(c) ? '\uFFFD' : c);
      }
    }
    return new Html(escaped.toString());
  }

  /** An element without attributes. */
  static Html element(String tag, Html... children) {
    return new Html("<" + tag + ">" + all(children).markup + "</" + tag + ">");
  }

  /** An element of a class. */
  static Html styled(String tag, String className, Html... children) {
    return element(tag, List.of("class", className), children);
  }

  /** An element with attributes, given as names and values in turn. */
  static Html element(String tag, List<String> attributes, Html... children) {
    StringBuilder open = new StringBuilder("<").append(tag);
    for (int i = 0; i < attributes.size(); i += 2) {
      open.append(' ')
          .append(attributes.get(i))
          .append("=\"")
          .append(text(attributes.get(i + 1)).markup)
          .append('"');
    }
    return new Html(open + ">" + all(children).markup + "</" + tag + ">");
  }

  static Html paragraph(String text) {
    return element("p", text(text));
  }

  static Html code(String text) {
    return element("code", text(text));
  }

  /** Markup one after the other. */
  static Html all(Html... parts) {
    return all(Stream.of(parts));
  }

  /** Markup one after the other. */
  static Html all(Stream<Html> parts) {
    return new Html(parts.map(Html::markup).collect(Collectors.joining()));
  }

  /** Says why a section has nothing to show. */
  static Html absent(String why) {
    return styled("p", "absent", text(why));
  }

  /** A coloured word: {@code good}, {@code warn}, {@code bad} or empty for none. */
  static Html mark(String tone, String word) {
    return styled("span", tone.isEmpty() ? "mark" : "mark " + tone, text(word));
  }

  /** A place that the page's script fills with a plot. */
  static Html plot(String chart, String description, Html caption) {
    return element("figure", plotArea(chart, 0, description), element("figcaption", caption));
  }

  /** One of several plots of a kind. */
  static Html plotArea(String chart, int index, String description) {
    return element(
        "div",
        List.of(
            "class",
            "plot",
            "data-chart",
            chart,
            "data-index",
            Integer.toString(index),
            "data-description",
            description));
  }

  /** Control characters are not allowed in HTML, and a log line may hold any. */
  private static boolean isForbidden(char c) {
    return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || (c >= 0x7F && c < 0xA0);
  }
}

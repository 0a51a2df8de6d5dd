package org.musweep.pipeline.report;

import java.util.List;
import java.util.stream.IntStream;

/** Keys to colours and shapes that several panels share. */
final class Legend {

  private static final int COLORS = 8;

  private Legend() {}

  /** One entry per series, in the colours that the script gives them. */
  static Html series(String prefix, List<String> names) {
    return list(
        IntStream.range(0, names.size())
            .mapToObj(i -> entry(line("var(--s" + i % COLORS + ")"), prefix + names.get(i)))
            .toList());
  }

  /** How trials are drawn in the exploration. */
  static Html trials() {
    return list(
        List.of(
            entry(disc("var(--status-completed)"), "completed"),
            entry(disc("var(--status-stopped)"), "stopped early"),
            entry(triangle("var(--status-diverged)"), "diverged"),
            entry(cross("var(--status-failed)"), "failed"),
            entry(ring("var(--fg)"), "tied with the best"),
            entry(diamond("var(--good)"), "chosen"),
            entry(band("var(--edge)"), "edge of the range")));
  }

  private static Html list(List<Html> entries) {
    return Html.styled("ul", "legend", Html.all(entries.stream()));
  }

  private static Html entry(String shape, String name) {
    return Html.element(
        "li",
        new Html("<svg viewBox=\"-7 -7 14 14\" aria-hidden=\"true\">" + shape + "</svg>"),
        Html.text(name));
  }

  private static String line(String color) {
    return "<line x1=\"-7\" x2=\"7\" stroke-width=\"2.5\" stroke=\"" + color + "\"/>";
  }

  private static String disc(String color) {
    return "<circle r=\"4\" fill=\"" + color + "\"/>";
  }

  private static String ring(String color) {
    return "<circle r=\"5.5\" fill=\"none\" stroke-width=\"1.5\" stroke=\"" + color + "\"/>";
  }

  private static String triangle(String color) {
    return "<path d=\"M-5-4h10l-5 9z\" fill=\"" + color + "\"/>";
  }

  private static String cross(String color) {
    return "<path d=\"M-5-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z\" fill=\"" + color + "\"/>";
  }

  private static String diamond(String color) {
    return "<path d=\"M0-7l5.5 7-5.5 7-5.5-7z\" fill=\"none\" stroke-width=\"1.8\" stroke=\""
        + color
        + "\"/>";
  }

  private static String band(String color) {
    return "<rect x=\"-7\" y=\"-6\" width=\"14\" height=\"12\" fill=\"" + color + "\"/>";
  }
}

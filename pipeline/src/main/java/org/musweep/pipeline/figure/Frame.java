package org.musweep.pipeline.figure;

import java.util.List;

/**
 * Where a panel's marks go on the picture, in pixels from its upper left corner.
 *
 * @param left of the area between the axes
 * @param top of it
 * @param width of it
 * @param height of it
 * @param panel what is drawn in it
 */
record Frame(double left, double top, double width, double height, Panel panel) {

  private static final int FONT = 11;
  private static final double TITLE = 24;

  /** A panel in a cell of the picture: the axes' labels lie in the cell too. */
  static Frame in(double left, double top, double width, double height, Panel panel) {
    double labels =
        panel.y().scale().ticks().stream()
            .mapToDouble(tick -> Svg.width(tick.label(), FONT))
            .max()
            .orElse(0);
    double before = Math.min(labels + 12, 0.4 * width) + (panel.y().title().isEmpty() ? 0 : 18);
    double above = (panel.title().isEmpty() ? 18 : TITLE) + (panel.subtitle().isEmpty() ? 0 : 15);
    double below = 20 + (panel.x().title().isEmpty() ? 0 : 18);
    return new Frame(
        left + before, top + above, width - before - 10, height - above - below, panel);
  }

  double x(double value) {
    return left + width * panel.x().scale().position(value);
  }

  double y(double value) {
    return top + height * (1 - panel.y().scale().position(value));
  }

  /** Like {@link #x}, within the area. */
  double boundedX(double value) {
    return Math.min(left + width, Math.max(left, bounded(x(value))));
  }

  /** Like {@link #y}, within the area. */
  double boundedY(double value) {
    return Math.min(top + height, Math.max(top, bounded(y(value))));
  }

  /** The title, the grid and the labels. */
  void drawAxes(Svg svg) {
    drawHead(svg);
    boolean gridX = !(panel.x().scale() instanceof Scale.Bands);
    double free = Double.NEGATIVE_INFINITY;
    for (Tick tick : panel.x().scale().ticks()) {
      double x = x(tick.value());
      if (gridX) {
        svg.element("path", line(x, top, x, top + height));
      }
      double half = Svg.width(tick.label(), FONT) / 2;
      if (x - half > free) {
        svg.words(
            "text", text(x, top + height + 15, "middle", Figure.MUTED, FONT, false), tick.label());
        free = x + half + 4;
      }
    }
    boolean gridY = !(panel.y().scale() instanceof Scale.Bands);
    for (Tick tick : panel.y().scale().ticks()) {
      double y = y(tick.value());
      if (gridY) {
        svg.element("path", line(left, y, left + width, y));
      }
      svg.words("text", text(left - 7, y + 4, "end", Figure.MUTED, FONT, false), tick.label());
    }
    drawTitles(svg);
  }

  private void drawHead(Svg svg) {
    double below = panel.subtitle().isEmpty() ? 0 : 15;
    if (!panel.title().isEmpty()) {
      String title = fit(panel.title(), 12.5);
      svg.words("text", text(left, top - 9 - below, "start", Figure.TEXT, 12.5, true), title);
    }
    if (below > 0) {
      String subtitle = fit(panel.subtitle(), FONT);
      svg.words("text", text(left, top - 9, "start", Figure.MUTED, FONT, false), subtitle);
    }
  }

  /** Words that are too long lose their end. */
  private String fit(String words, double size) {
    int most = (int) (width / Svg.width("x", size));
    return words.length() <= most ? words : words.substring(0, Math.max(1, most - 1)) + "…";
  }

  private void drawTitles(Svg svg) {
    if (!panel.x().title().isEmpty()) {
      svg.words(
          "text",
          text(left + width / 2, top + height + 33, "middle", Figure.MUTED, 12, false),
          panel.x().title());
    }
    if (!panel.y().title().isEmpty()) {
      double x = left - 12 - labelWidth();
      double y = top + height / 2;
      List<String> attributes =
          List.of(
              "transform",
              "translate(%s,%s) rotate(-90)".formatted(Svg.number(x), Svg.number(y)),
              "text-anchor",
              "middle",
              "fill",
              Figure.MUTED,
              "font-size",
              "12");
      svg.words("text", attributes, panel.y().title());
    }
  }

  private double labelWidth() {
    return panel.y().scale().ticks().stream()
        .mapToDouble(tick -> Svg.width(tick.label(), FONT))
        .max()
        .orElse(0);
  }

  static List<String> text(
      double x, double y, String anchor, String color, double size, boolean strong) {
    return List.of(
        "x",
        Svg.number(x),
        "y",
        Svg.number(y),
        "text-anchor",
        anchor,
        "fill",
        color,
        "font-size",
        Svg.number(size),
        "font-weight",
        strong ? "600" : "400");
  }

  private static List<String> line(double x1, double y1, double x2, double y2) {
    return List.of(
        "d",
        Svg.path("M", x1, y1) + Svg.path("L", x2, y2),
        "stroke",
        Figure.GRID,
        "stroke-width",
        "1");
  }

  private static double bounded(double place) {
    return Double.isFinite(place) ? place : place > 0 ? 1e9 : -1e9;
  }
}

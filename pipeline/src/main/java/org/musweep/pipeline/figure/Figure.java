package org.musweep.pipeline.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * A picture: a title, a legend and panels in rows.
 *
 * @param title what it shows
 * @param subtitle in which unit, or how to read it; empty for none
 * @param legend what colours and symbols stand for; may be empty
 * @param panels at least one
 * @param columns how many panels stand side by side
 * @param rowHeight of a row of panels, in pixels
 */
public record Figure(
    String title,
    String subtitle,
    List<Key> legend,
    List<Panel> panels,
    int columns,
    int rowHeight) {

  /** The width of every picture, in pixels. */
  public static final int WIDTH = 960;

  static final String TEXT = "#1b1f24";
  static final String MUTED = "#5d6570";
  static final String GRID = "#eceef0";

  private static final double MARGIN = 24;
  private static final double GAP = 18;

  /** An entry of a legend. */
  public record Key(String name, Symbol symbol, String color) {}

  /** Copies the lists and checks the sizes. */
  public Figure {
    legend = List.copyOf(legend);
    panels = List.copyOf(panels);
    if (panels.isEmpty() || columns < 1 || rowHeight < 60) {
      throw new IllegalArgumentException(
          "Invalid figure: %d panels in %d columns, rows of %d px (must be at least 1, 1 and 60)"
              .formatted(panels.size(), columns, rowHeight));
    }
  }

  /** The picture as an SVG document that needs nothing else. */
  public String svg() {
    List<List<Key>> rows = legendRows();
    double head = 40 + (subtitle.isEmpty() ? 0 : 20);
    double top = head + 20 * rows.size() + 10;
    int panelRows = (panels.size() + columns - 1) / columns;
    double height = top + panelRows * (rowHeight + GAP) + MARGIN - GAP;
    Svg svg = new Svg();
    svg.open(
        "svg",
        List.of(
            "xmlns",
            "http://www.w3.org/2000/svg",
            "viewBox",
            "0 0 %d %s".formatted(WIDTH, Svg.number(height)),
            "width",
            Integer.toString(WIDTH),
            "height",
            Svg.number(height),
            "font-family",
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif",
            "role",
            "img"));
    svg.words("title", List.of(), title);
    svg.element("rect", List.of("width", "100%", "height", "100%", "fill", "#ffffff"));
    svg.words("text", Frame.text(MARGIN, 34, "start", TEXT, 18, true), title);
    if (!subtitle.isEmpty()) {
      svg.words("text", Frame.text(MARGIN, 55, "start", MUTED, 13, false), subtitle);
    }
    drawLegend(svg, rows, head + 14);
    drawPanels(svg, top);
    return svg.close("svg").text();
  }

  private void drawPanels(Svg svg, double top) {
    double width = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns;
    for (int i = 0; i < panels.size(); i++) {
      double left = MARGIN + (width + GAP) * (i % columns);
      int row = i / columns;
      double y = top + (rowHeight + GAP) * row;
      Frame frame = Frame.in(left, y, width, rowHeight, panels.get(i));
      frame.drawAxes(svg);
      new MarkWriter(frame, "clip" + i).write(svg);
    }
  }

  private List<List<Key>> legendRows() {
    List<List<Key>> rows = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (Key key : legend) {
      double width = keyWidth(key);
      if (used + width > WIDTH - 2 * MARGIN) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(key);
      used += width;
    }
    return rows;
  }

  private static void drawLegend(Svg svg, List<List<Key>> rows, double top) {
    double y = top;
    for (List<Key> row : rows) {
      double x = MARGIN;
      for (Key key : row) {
        svg.element("path", MarkWriter.symbol(key.symbol(), x + 6, y, 5, key.color(), 1));
        svg.words("text", Frame.text(x + 17, y + 4, "start", TEXT, 12, false), key.name());
        x += keyWidth(key);
      }
      y += 20;
    }
  }

  private static double keyWidth(Key key) {
    return 17 + Svg.width(key.name(), 12) + 20;
  }
}

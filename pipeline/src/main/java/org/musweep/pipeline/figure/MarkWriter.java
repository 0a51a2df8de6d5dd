package org.musweep.pipeline.figure;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws the marks of a panel.
 *
 * @param frame where they go
 * @param clip the id of what cuts them off, unique in the picture
 */
record MarkWriter(Frame frame, String clip) {

  /** Symbols at the edge are drawn whole. */
  private static final double REACH = 6;

  void write(Svg svg) {
    svg.open("clipPath", List.of("id", clip));
    svg.element(
        "rect",
        List.of(
            "x",
            Svg.number(frame.left() - REACH),
            "y",
            Svg.number(frame.top() - REACH),
            "width",
            Svg.number(frame.width() + 2 * REACH),
            "height",
            Svg.number(frame.height() + 2 * REACH)));
    svg.close("clipPath");
    svg.open("g", List.of("clip-path", "url(#" + clip + ")"));
    frame.panel().marks().stream()
        .filter(mark -> !(mark instanceof Mark.Note))
        .forEach(mark -> write(svg, mark));
    svg.close("g");
    frame.panel().marks().stream()
        .filter(Mark.Note.class::isInstance)
        .forEach(mark -> write(svg, mark));
  }

  private void write(Svg svg, Mark mark) {
    if (mark instanceof Mark.Dots dots) {
      for (Point at : dots.at()) {
        svg.element(
            "path",
            symbol(
                dots.symbol(),
                frame.x(at.x()),
                frame.y(at.y()),
                dots.radius(),
                dots.color(),
                dots.opacity()));
      }
    } else if (mark instanceof Mark.Line line) {
      svg.element("path", line(line));
    } else if (mark instanceof Mark.Box box) {
      svg.element("rect", box(box));
    } else if (mark instanceof Mark.Note note) {
      note(svg, note);
    }
  }

  static List<String> symbol(
      Symbol symbol, double x, double y, double radius, String color, double opacity) {
    List<String> attributes =
        new ArrayList<>(
            List.of("d", symbol.path(x, y, radius), "fill", symbol.isFilled() ? color : "none"));
    if (!symbol.isFilled()) {
      attributes.addAll(List.of("stroke", color, "stroke-width", "1.5"));
    }
    if (opacity < 1) {
      attributes.addAll(List.of("opacity", Svg.number(opacity)));
    }
    return attributes;
  }

  private List<String> line(Mark.Line line) {
    StringBuilder path = new StringBuilder();
    for (Point at : line.through()) {
      path.append(Svg.path(path.isEmpty() ? "M" : "L", frame.x(at.x()), frame.y(at.y())));
    }
    List<String> attributes =
        new ArrayList<>(
            List.of(
                "d",
                path.toString(),
                "fill",
                "none",
                "stroke",
                line.color(),
                "stroke-width",
                Svg.number(line.width()),
                "stroke-linejoin",
                "round"));
    if (line.dashed()) {
      attributes.addAll(List.of("stroke-dasharray", "5,4"));
    }
    if (line.opacity() < 1) {
      attributes.addAll(List.of("opacity", Svg.number(line.opacity())));
    }
    return attributes;
  }

  private List<String> box(Mark.Box box) {
    double left = frame.boundedX(box.left());
    double right = frame.boundedX(box.right());
    double top = frame.boundedY(box.top());
    double bottom = frame.boundedY(box.bottom());
    return List.of(
        "x",
        Svg.number(left),
        "y",
        Svg.number(top),
        "width",
        Svg.number(right - left),
        "height",
        Svg.number(bottom - top),
        "fill",
        box.color());
  }

  private void note(Svg svg, Mark.Note note) {
    double x = frame.x(note.at().x());
    double y = frame.y(note.at().y());
    switch (note.anchor()) {
      case START -> words(svg, x + 6, y + 4, "start", note);
      case ABOVE -> words(svg, x + 4, y - 7, "start", note);
      case MIDDLE -> words(svg, x, y - 6, "middle", note);
      case END -> words(svg, x - 6, y + 4, "end", note);
    }
  }

  private static void words(Svg svg, double x, double y, String anchor, Mark.Note note) {
    svg.words("text", Frame.text(x, y, anchor, note.color(), 11, false), note.text());
  }
}

package org.musweep.pipeline.figure;

import java.util.List;

/** Something drawn in a panel. Colours are SVG colours; sizes are pixels. */
public sealed interface Mark {

  /**
   * Points.
   *
   * @param at where they are
   * @param symbol how each is drawn
   * @param radius how far it reaches from its centre
   * @param color of the area, or of the outline of what is not filled
   * @param opacity 0 to 1
   */
  record Dots(List<Point> at, Symbol symbol, double radius, String color, double opacity)
      implements Mark {

    /** Copies the points. */
    public Dots {
      at = List.copyOf(at);
    }
  }

  /**
   * A line through points.
   *
   * @param through in order
   * @param color of the line
   * @param width of the line
   * @param dashed whether it is broken
   * @param opacity 0 to 1
   */
  record Line(List<Point> through, String color, double width, boolean dashed, double opacity)
      implements Mark {

    /** Copies the points. */
    public Line {
      through = List.copyOf(through);
    }

    /** A solid line. */
    public static Line solid(List<Point> through, String color, double width) {
      return new Line(through, color, width, false, 1);
    }

    /** A broken line. */
    public static Line dashed(List<Point> through, String color, double width) {
      return new Line(through, color, width, true, 1);
    }
  }

  /**
   * A filled rectangle; infinite sides lie at the panel's edge.
   *
   * @param left its least x
   * @param right its largest x
   * @param bottom its least y
   * @param top its largest y
   * @param color of the area
   */
  record Box(double left, double right, double bottom, double top, String color) implements Mark {}

  /**
   * A few words.
   *
   * @param at where they stand
   * @param text the words
   * @param anchor which part of them stands there
   * @param color of the letters
   */
  record Note(Point at, String text, Anchor anchor, String color) implements Mark {}

  /** Which part of a text stands at its place. */
  enum Anchor {
    /** Its start, a little to the right of the place. */
    START,
    /** Its start, to the right of the place and above it. */
    ABOVE,
    /** Its middle, above the place. */
    MIDDLE,
    /** Its end, a little to the left of the place. */
    END
  }
}

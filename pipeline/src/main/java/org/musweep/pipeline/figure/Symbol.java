package org.musweep.pipeline.figure;

/** How a point is drawn. */
public enum Symbol {
  /** A filled circle. */
  DISC(true),
  /** The outline of a circle. */
  RING(false),
  /** A filled triangle that points down. */
  TRIANGLE(true),
  /** A filled upright cross. */
  CROSS(true),
  /** A filled square on its corner. */
  DIAMOND(true),
  /** The outline of a square on its corner. */
  OPEN_DIAMOND(false),
  /** A short horizontal line. */
  DASH(false),
  /** A filled square, for the legend of areas. */
  SQUARE(true);

  private final boolean filled;

  Symbol(boolean filled) {
    this.filled = filled;
  }

  boolean isFilled() {
    return filled;
  }

  /** The outline about a centre, reaching about {@code r} pixels from it. */
  String path(double x, double y, double r) {
    double third = r / 3;
    return switch (this) {
      case DISC, RING -> Svg.path("M", x - r, y) + arc(r, 2 * r) + arc(r, -2 * r) + "Z";
      case TRIANGLE ->
          Svg.path("M", x - r, y - 0.8 * r)
              + Svg.path("L", x + r, y - 0.8 * r)
              + Svg.path("L", x, y + r)
              + "Z";
      case CROSS ->
          Svg.path("M", x - r, y - third)
              + "h%1$sv-%1$sh%1$sv%1$sh%1$sv%1$sh-%1$sv%1$sh-%1$sv-%1$sh-%1$sZ"
                  .formatted(Svg.number(2 * third));
      case DIAMOND, OPEN_DIAMOND ->
          Svg.path("M", x, y - r)
              + Svg.path("L", x + 0.8 * r, y)
              + Svg.path("L", x, y + r)
              + Svg.path("L", x - 0.8 * r, y)
              + "Z";
      case DASH -> Svg.path("M", x - r, y) + Svg.path("L", x + r, y);
      case SQUARE -> Svg.path("M", x - r, y - r) + "h%1$sv%1$sh-%1$sZ".formatted(Svg.number(2 * r));
    };
  }

  private static String arc(double r, double along) {
    return "a%1$s,%1$s 0 1,0 %2$s,0".formatted(Svg.number(r), Svg.number(along));
  }
}

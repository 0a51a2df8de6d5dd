package org.musweep.pipeline.report;

import java.util.List;

/** The page's light colours, for pictures that stand alone. */
final class Ink {

  static final String FOREGROUND = "#1b1f24";
  static final String MUTED = "#5d6570";
  static final String ACCENT = "#1d5fbf";
  static final String GOOD = "#17714a";
  static final String WARN = "#8a5a00";
  static final String EDGE = "#f6ead2";
  static final String COMPLETED = "#1d5fbf";
  static final String STOPPED = "#99a1ab";
  static final String DIVERGED = "#d9480f";
  static final String FAILED = "#9c1c6b";

  /** Lines of a plot, from narrow to wide. */
  static final List<String> SERIES =
      List.of(
          "#cf8a1c", "#3d9467", "#2477b3", "#5b4bb5", "#a03a8c", "#b23a48", "#6b7280", "#11181c");

  private Ink() {}

  static String series(int number) {
    return SERIES.get(number % SERIES.size());
  }

  /** The colour of a trial's status, or of a decision at a rung. */
  static String status(String status) {
    return switch (status) {
      case "completed", "promoted" -> COMPLETED;
      case "diverged" -> DIVERGED;
      case "failed" -> FAILED;
      default -> STOPPED;
    };
  }
}

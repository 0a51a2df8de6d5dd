package org.musweep.pipeline.sweep;

import java.util.List;

/** A part of a sweep file with its place, before it has a meaning. */
sealed interface SpecNode {

  /** The line it starts in, from 1. */
  int line();

  /** What it is, as the end of "but is": {@code 'many'}, {@code a list}. */
  String description();

  /**
   * A value without parts.
   *
   * @param text as written, without quotes
   * @param style how it is written
   */
  record Scalar(int line, String text, Style style) implements SpecNode {
    @Override
    public String description() {
      if (isNothing()) {
        return "empty";
      }
      return style == Style.QUOTED ? "the text '" + shown() + "'" : "'" + shown() + "'";
    }

    /** Whether a key stands without a value. */
    boolean isNothing() {
      return style == Style.PLAIN && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }

    private String shown() {
      String oneLine = text.replaceAll("\\s+", " ");
      return oneLine.length() <= 60 ? oneLine : oneLine.substring(0, 57) + "...";
    }
  }

  /** How a scalar is written: numbers and words are plain. */
  enum Style {
    PLAIN,
    QUOTED
  }

  /** A list. */
  record Items(int line, List<SpecNode> values) implements SpecNode {
    @Override
    public String description() {
      return "a list";
    }
  }

  /** Keys with values; the reader has refused keys that stand twice. */
  record Section(int line, List<Entry> entries) implements SpecNode {
    @Override
    public String description() {
      return "a section of keys";
    }
  }

  /** One key of a section, the line it stands in, and its value. */
  record Entry(String key, int line, SpecNode value) {}
}

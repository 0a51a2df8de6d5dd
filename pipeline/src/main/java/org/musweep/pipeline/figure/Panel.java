package org.musweep.pipeline.figure;

import java.util.List;

/**
 * One pair of axes and what is drawn between them.
 *
 * @param title what it shows; empty for none
 * @param subtitle a few words below the title; empty for none
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks drawn in this order; what lies outside of the axes is cut off
 */
public record Panel(String title, String subtitle, Axis x, Axis y, List<Mark> marks) {

  /** Copies the marks. */
  public Panel {
    marks = List.copyOf(marks);
  }

  /** A panel without a subtitle. */
  public Panel(String title, Axis x, Axis y, List<Mark> marks) {
    this(title, "", x, y, marks);
  }
}

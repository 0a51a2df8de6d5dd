package org.musweep.pipeline.report;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A part of the page: words and tables, and what its plots are drawn from. */
interface Section {

  /** The fragment of its address. */
  String id();

  /** Its heading. */
  String title();

  /** What stands under the heading; says so where there is nothing to show. */
  Html body(ReportData data);

  /** Adds the data of its plots, by the name of the plot; none by default. */
  default void plots(ReportData data, ObjectNode plots) {}
}

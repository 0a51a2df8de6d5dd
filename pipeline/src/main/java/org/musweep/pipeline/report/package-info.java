/**
 * What was found, and from what: the page to look at in a browser, the lines printed at the end of
 * a run, and the provenance of both.
 *
 * <p>Start from {@link SweepReport} (the page) and {@link ReportData} (all that it shows). One
 * class per section of the page says it in words and tables and hands its plot's data to the script
 * of the page, which draws. Nothing here judges: verdicts come from {@code selection} and {@code
 * mup.coordcheck}.
 */
@NullMarked
package org.musweep.pipeline.report;

import org.jspecify.annotations.NullMarked;

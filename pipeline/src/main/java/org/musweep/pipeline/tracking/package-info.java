/**
 * Copies of what the study log says, in the trackers that teams look at. A tracker is never needed:
 * one that does not answer costs a sweep seconds and a warning. Formats of the tables and the log
 * do not belong here. Start from {@link org.musweep.pipeline.tracking.MlflowTracking}.
 */
@NullMarked
package org.musweep.pipeline.tracking;

import org.jspecify.annotations.NullMarked;

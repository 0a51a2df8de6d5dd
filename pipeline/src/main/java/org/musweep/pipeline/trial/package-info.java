/**
 * One evaluation of a configuration, and trials packed to train together.
 *
 * <p>Start from {@link TrialSpec} (what to train) and {@link TrialResult} (how it ended). How a
 * pack is run is behind {@link TrialExecutor}; nothing here knows Spark or DJL.
 */
@NullMarked
package org.musweep.pipeline.trial;

import org.jspecify.annotations.NullMarked;

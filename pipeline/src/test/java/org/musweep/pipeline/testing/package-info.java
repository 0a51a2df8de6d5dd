/** Fakes written by hand: executors whose losses are formulas, and ones that fail on purpose. */
@NullMarked
package org.musweep.pipeline.testing;

import org.jspecify.annotations.NullMarked;

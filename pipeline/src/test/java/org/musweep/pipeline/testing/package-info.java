/**
 * Fakes written by hand: executors whose losses are formulas, and ones that fail on purpose; peers
 * on this machine.
 */
@NullMarked
package org.musweep.pipeline.testing;

import org.jspecify.annotations.NullMarked;

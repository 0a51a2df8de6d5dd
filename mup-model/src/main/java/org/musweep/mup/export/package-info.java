/**
 * Models on their way out: the multipliers folded into the weights, and what a program in PyTorch
 * needs to train the same model.
 *
 * <p>Start from {@link org.musweep.mup.export.FoldedModel}. Where files lie and when they are
 * written is not decided here.
 */
@NullMarked
package org.musweep.mup.export;

import org.jspecify.annotations.NullMarked;

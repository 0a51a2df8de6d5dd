/**
 * Layers over stacks of lanes: each declares its parameters and computes its part of the forward
 * pass.
 *
 * <p>Start from {@link org.musweep.mup.block.StackedLinear}. Layers are immutable descriptions; the
 * numbers are in the stack.
 */
@NullMarked
package org.musweep.mup.block;

import org.jspecify.annotations.NullMarked;

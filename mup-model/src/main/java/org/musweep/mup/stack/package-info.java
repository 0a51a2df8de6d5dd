/**
 * T lanes of one architecture as one model: every parameter carries a leading lane dimension {@code
 * [T, …]}.
 *
 * <p>Start from {@link org.musweep.mup.stack.TrialStack}. An {@link
 * org.musweep.mup.stack.Architecture} says which parameters there are and how the forward pass
 * goes; a {@link org.musweep.mup.stack.Lane} says what is particular to one lane. Optimizers and
 * the training loop are elsewhere.
 */
@NullMarked
package org.musweep.mup.stack;

import org.jspecify.annotations.NullMarked;

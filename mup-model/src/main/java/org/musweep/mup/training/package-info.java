/**
 * The one training loop, for narrow trials and for the wide run.
 *
 * <p>Start from {@link org.musweep.mup.training.StackTrainer}. {@link
 * org.musweep.mup.training.Autograd} is the only class outside {@code kernel} that uses DJL's
 * PyTorch internals.
 */
@NullMarked
package org.musweep.mup.training;

import org.jspecify.annotations.NullMarked;

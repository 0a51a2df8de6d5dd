/**
 * Laws behind and beyond the rules by width: how weight decay, epsilon, batch size and training
 * duration enter, and the spectral norms that a layer should have.
 *
 * <p>Start from {@link org.musweep.mup.law.WeightDecayRule} and {@link
 * org.musweep.mup.law.BatchSizeLaw}. Rules by width and role are in {@code parametrization}. JDK
 * only.
 */
@NullMarked
package org.musweep.mup.law;

import org.jspecify.annotations.NullMarked;

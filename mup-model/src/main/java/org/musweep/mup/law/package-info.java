/**
 * Laws that go beyond width: how weight decay, batch size and training duration enter.
 *
 * <p>Start from {@link org.musweep.mup.law.WeightDecayRule}. Rules by width and role are in {@code
 * parametrization}. JDK only.
 */
@NullMarked
package org.musweep.mup.law;

import org.jspecify.annotations.NullMarked;

/**
 * How a parameter scales with width: pure arithmetic from roles and shapes to factors.
 *
 * <p>Start from {@link org.musweep.mup.parametrization.ScalingPlan}, the table that a training
 * reads. A {@link org.musweep.mup.parametrization.RuleSet} says which factor a kind of parameter
 * gets; each set stands in its own file. Which dimensions are widths is found in {@code shape}.
 * Nothing here holds tensors or draws numbers. JDK only.
 */
@NullMarked
package org.musweep.mup.parametrization;

import org.jspecify.annotations.NullMarked;

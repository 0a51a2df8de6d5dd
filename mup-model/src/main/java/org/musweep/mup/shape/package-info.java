/**
 * Which dimensions of a parameter are width, and by how much each grew from the base model.
 *
 * <p>Start from {@link org.musweep.mup.shape.InfShape}. {@link org.musweep.mup.shape.BaseShapes}
 * finds the widths by comparing two models and {@link org.musweep.mup.shape.BaseShapeFile}
 * exchanges them with PyTorch programs. What follows from a shape for initialization and learning
 * rates belongs in {@code parametrization}. JDK only.
 */
@NullMarked
package org.musweep.mup.shape;

import org.jspecify.annotations.NullMarked;

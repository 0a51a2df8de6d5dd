/**
 * A finished run for people who go on elsewhere: the scaling plan, base shapes, parameter groups
 * for PyTorch, and the wide model without multipliers.
 *
 * <p>Start from {@link org.musweep.pipeline.export.RunExport}.
 */
@NullMarked
package org.musweep.pipeline.export;

import org.jspecify.annotations.NullMarked;

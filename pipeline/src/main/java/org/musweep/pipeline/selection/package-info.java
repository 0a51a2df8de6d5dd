/**
 * The winner of a sweep and whether it transfers: finalists, ties, the chosen settings, the check
 * at other widths, and the plan for the wide run.
 *
 * <p>Start from {@code Selector} and {@link TransferCheck}. Everything here is arithmetic on
 * results of trainings; nothing trains, and nothing reads or writes files beyond turning its values
 * into JSON and back.
 */
@NullMarked
package org.musweep.pipeline.selection;

import org.jspecify.annotations.NullMarked;

/**
 * What models made elsewhere say of themselves: the parameters of a TorchScript archive or of a DJL
 * block, which of their dimensions are widths, and the roles they play.
 *
 * <p>Archives are read here without an engine, so that a sweep file can be checked anywhere; what
 * runs them is in {@code mup.kernel} and {@code mup.family}. Start from {@link
 * org.musweep.mup.foreign.TorchScriptModule} and {@link org.musweep.mup.foreign.ForeignShapes}.
 */
@NullMarked
package org.musweep.mup.foreign;

import org.jspecify.annotations.NullMarked;

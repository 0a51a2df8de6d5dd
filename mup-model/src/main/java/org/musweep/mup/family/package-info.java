/**
 * Model families, each at any size: what is built from the layers of {@code block}.
 *
 * <p>Start from {@link org.musweep.mup.family.Mlp}; a family's size and its base size are given
 * side by side, and the dimensions that differ in kind (width) are declared symbolically, never
 * guessed from equal numbers. The exception are models made elsewhere, {@link
 * org.musweep.mup.family.ForeignModel}, whose widths are what differs between two of them.
 */
@NullMarked
package org.musweep.mup.family;

import org.jspecify.annotations.NullMarked;

/** What tests of several packages share: reference values and how they are compared. */
@NullMarked
package org.musweep.mup.testing;

import org.jspecify.annotations.NullMarked;

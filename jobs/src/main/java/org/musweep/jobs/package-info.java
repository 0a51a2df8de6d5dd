/** Placeholder. */
@org.jspecify.annotations.NullMarked
package org.musweep.jobs;

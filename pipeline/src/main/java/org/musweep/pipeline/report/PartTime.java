package org.musweep.pipeline.report;

/**
 * How long a part of a run took.
 *
 * @param name such as {@code coord check}
 * @param seconds wall-clock time
 */
public record PartTime(String name, double seconds) {}

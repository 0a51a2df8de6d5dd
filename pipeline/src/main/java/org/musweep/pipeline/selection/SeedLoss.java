package org.musweep.pipeline.selection;

/**
 * The final loss of one run of a configuration.
 *
 * @param seed of the initial weights and the order of the data
 * @param loss validation loss, in nats
 */
public record SeedLoss(long seed, double loss) {}

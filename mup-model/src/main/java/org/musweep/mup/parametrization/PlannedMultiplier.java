package org.musweep.mup.parametrization;

/**
 * One multiplier site of a plan.
 *
 * @param site where it is
 * @param factor what the forward pass multiplies with, relative to the base model; 1 at base width
 */
public record PlannedMultiplier(MultiplierSite site, double factor) {}

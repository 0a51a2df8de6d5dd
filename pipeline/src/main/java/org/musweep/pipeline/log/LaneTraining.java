package org.musweep.pipeline.log;

/**
 * One trial's part in a pack that was committed.
 *
 * @param pack the pack's id
 * @param lane the trial's lane in it, from 0
 * @param lanes how many lanes it had
 * @param seconds wall-clock time of the pack's training
 * @param host where it ran
 */
public record LaneTraining(String pack, int lane, int lanes, double seconds, String host) {}

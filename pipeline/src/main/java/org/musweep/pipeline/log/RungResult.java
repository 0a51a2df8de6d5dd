package org.musweep.pipeline.log;

/**
 * What was decided about one trial at one rung, and on which loss.
 *
 * @param rung the rung's number, from 0
 * @param step optimizer steps done
 * @param loss the validation loss that was judged, in nats; NaN where there was none
 * @param decision what was decided
 * @param reason why, in words
 */
public record RungResult(int rung, int step, double loss, RungDecision decision, String reason) {}

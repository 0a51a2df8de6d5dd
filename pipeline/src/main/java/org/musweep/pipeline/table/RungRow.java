package org.musweep.pipeline.table;

/**
 * One trial at one rung: a row of the rungs table.
 *
 * @param trial the trial's id
 * @param rung the rung's number, from 0
 * @param step optimizer steps done when the rung was judged
 * @param loss the validation loss there, in nats; NaN where there is none
 * @param decision {@code promoted}, {@code stopped}, {@code completed}, {@code diverged} or {@code
 *     failed}
 * @param reason why, in words
 */
public record RungRow(
    String trial, int rung, int step, double loss, String decision, String reason) {}

package org.musweep.pipeline.table;

import org.musweep.pipeline.space.Configuration;

/**
 * One trial that has ended: a row of the trials table.
 *
 * @param trial the trial's id
 * @param purpose why it was trained, as a word in lower case such as {@code exploration}
 * @param index its number among the trials of that purpose, from 0
 * @param rules the rule set's name
 * @param width the model's width
 * @param depth its number of blocks
 * @param batchSize sequences or images per step
 * @param steps the horizon, in optimizer steps
 * @param seed of the initial weights and of the order of the data
 * @param configuration the hyperparameters that the search set: one column each in the table
 * @param status {@code completed}, {@code diverged}, {@code stopped} or {@code failed}
 * @param step optimizer steps done
 * @param loss the last validation loss, in nats; NaN where there is none
 * @param reason why it did not complete; empty if it did
 * @param pack the last pack it trained in; empty if it never trained
 * @param lane its lane in that pack, from 0
 * @param lanes how many lanes the pack had
 * @param seconds wall-clock time of its packs' training, all of them together
 * @param host where the last pack ran; empty if it never trained
 * @param finishedAtMillis when it ended, in milliseconds since 1970 UTC
 * @param mixed whether it ended after other data, another program or another file had been forced
 *     upon the run
 */
public record TrialRow(
    String trial,
    String purpose,
    int index,
    String rules,
    int width,
    int depth,
    int batchSize,
    int steps,
    long seed,
    Configuration configuration,
    String status,
    int step,
    double loss,
    String reason,
    String pack,
    int lane,
    int lanes,
    double seconds,
    String host,
    long finishedAtMillis,
    boolean mixed) {}

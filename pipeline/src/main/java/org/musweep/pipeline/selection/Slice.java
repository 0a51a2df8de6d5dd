package org.musweep.pipeline.selection;

import org.musweep.pipeline.space.SettingValue;

/**
 * The trials whose value of one hyperparameter lies in a part of its range, and the best of them:
 * what can be reached there when everything else is tuned.
 *
 * @param from the least value of the part; the value itself if it is one
 * @param to the largest
 * @param trials how many there are
 * @param infeasible how many of them diverged or failed
 * @param bestLoss the least loss at the horizon, in nats; NaN if none completed
 */
public record Slice(
    SettingValue from, SettingValue to, int trials, int infeasible, double bestLoss) {}

package org.musweep.mup.training;

import org.musweep.mup.optimizer.OptimizerSettings;
import org.musweep.mup.stack.Lane;

/**
 * One lane to train: its model's settings and its optimizer's.
 *
 * @param lane what is particular to its model
 * @param optimizer what is particular to its updates
 */
public record LaneSpec(Lane lane, OptimizerSettings optimizer) {}

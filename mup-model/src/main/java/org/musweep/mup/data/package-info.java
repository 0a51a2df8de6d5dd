/**
 * Examples to train on: token windows and labelled images, read from memory or from a prepared
 * directory, in an order that is a pure function of a seed.
 *
 * <p>Start from {@link org.musweep.mup.data.Dataset}. {@link org.musweep.mup.data.ExampleOrder}
 * says which example stands where in a batch; {@link org.musweep.mup.data.HostBatch} is the memory
 * that a batch is assembled in. How a prepared directory is made from text or tables does not
 * belong here, nor does anything about devices or gradients.
 */
@NullMarked
package org.musweep.mup.data;

import org.jspecify.annotations.NullMarked;

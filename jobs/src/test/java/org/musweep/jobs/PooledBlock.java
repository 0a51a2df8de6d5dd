package org.musweep.jobs;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import org.musweep.mup.family.BlockFactory;

/** Two hidden layers on digits of which every 4 by 4 pixels are one. */
public final class PooledBlock implements BlockFactory {

  @Override
  public Block ofWidth(int width) {
    return new SequentialBlock()
        .add(Pool.avgPool2dBlock(new Shape(4, 4), new Shape(4, 4)))
        .add(Blocks.batchFlattenBlock())
        .add(Linear.builder().setUnits(width).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(width).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(10).build());
  }
}

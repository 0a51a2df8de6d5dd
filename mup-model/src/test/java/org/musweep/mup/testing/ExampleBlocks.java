package org.musweep.mup.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.LayerNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;

/** DJL blocks as a user would write them. */
public final class ExampleBlocks {

  private static final int VOCABULARY = 11;

  private ExampleBlocks() {}

  /** An MLP of 4 classes. */
  public static Block net(int width) {
    return new SequentialBlock()
        .add(Linear.builder().setUnits(width).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(width).build())
        .add(Activation.reluBlock())
        .add(Linear.builder().setUnits(4).build());
  }

  /** A table, a normalized layer and a readout. */
  public static Block text(int width) {
    return new SequentialBlock()
        .add(new TokenEmbedding(width))
        .add(Linear.builder().setUnits(2L * width).build())
        .add(LayerNorm.builder().axis(2).build())
        .add(Activation.geluBlock())
        .add(Linear.builder().setUnits(VOCABULARY).optBias(false).build());
  }

  /** A table of one row per token. */
  private static final class TokenEmbedding extends AbstractBlock {

    private final int width;
    private final Parameter table;

    TokenEmbedding(int width) {
      this.width = width;
      table =
          addParameter(
              Parameter.builder()
                  .setName("table")
                  .setType(Parameter.Type.WEIGHT)
                  .optInitializer(new NormalInitializer(1f))
                  .optShape(new Shape(VOCABULARY, width))
                  .build());
    }

    @Override
    protected NDList forwardInternal(
        ParameterStore store, NDList inputs, boolean training, PairList<String, Object> more) {
      NDArray tokens = inputs.singletonOrThrow();
      NDArray rows = store.getValue(table, tokens.getDevice(), training);
      return new NDList(tokens.oneHot(VOCABULARY, rows.getDataType()).matMul(rows));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
      return new Shape[] {inputs[0].add(width)};
    }
  }
}

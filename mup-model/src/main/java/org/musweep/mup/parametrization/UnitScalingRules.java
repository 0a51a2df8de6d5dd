package org.musweep.mup.parametrization;

import java.util.ArrayList;
import java.util.List;

/**
 * The unit-scaled maximal update parametrization, u-μP: weights start with a standard deviation of
 * 1, operations carry the scale, and learning rates follow from a shape alone, without a base
 * model.
 *
 * <p>A table to compare with; training refuses it, because its operations differ in the forward and
 * in the backward pass. Source: C. Blake et al., arXiv:2407.17465, and graphcore-research/
 * unit-scaling.
 */
public enum UnitScalingRules {
  /** Weights of hidden layers, and embeddings with the model's width for their fan-in. */
  WEIGHT {
    @Override
    double adam(int fanIn, int size) {
      return 1 / Math.sqrt(fanIn);
    }

    @Override
    double sgd(int fanIn, int size) {
      return Math.sqrt(fanIn);
    }
  },

  /** The readout's weights. */
  OUTPUT {
    @Override
    double adam(int fanIn, int size) {
      return 1;
    }

    @Override
    double sgd(int fanIn, int size) {
      return 1;
    }
  },

  /** Biases and gains. */
  VECTOR {
    @Override
    double adam(int fanIn, int size) {
      return 1;
    }

    @Override
    double sgd(int fanIn, int size) {
      return size;
    }
  };

  abstract double adam(int fanIn, int size);

  abstract double sgd(int fanIn, int size);

  /**
   * The factor on Adam's learning rate.
   *
   * @param fanIn of a weight, kernel included; of a vector anything
   * @param size of a vector; of a weight anything
   * @param depth residual layers of the stack that it is in; 1 outside of stacks
   */
  public double adamLearningRate(int fanIn, int size, int depth) {
    return adam(fanIn, size) / Math.sqrt(depth);
  }

  /** The factor on the learning rate of SGD, with a readout of unit scale; as for Adam. */
  public double sgdLearningRate(int fanIn, int size, int depth) {
    return sgd(fanIn, size) / Math.sqrt(depth);
  }

  /** The coefficient that makes weight decay independent of a learning rate. */
  public static double weightDecay(double coefficient, double learningRate) {
    return coefficient / learningRate;
  }

  /**
   * The weights τ of the branches, attention and feed-forward in turn, in x ← (x + τ·branch)/√(1 +
   * τ²): each layer adds as much to the stream as the others.
   *
   * @param layers of attention and feed-forward
   * @param multiplier of the branches against the embeddings
   * @param attentionRatio of attention against feed-forward branches
   */
  public static List<Double> branchWeights(int layers, double multiplier, double attentionRatio) {
    double feedForward = 2 * multiplier * multiplier / (attentionRatio * attentionRatio + 1);
    double attention = attentionRatio * attentionRatio * feedForward;
    List<Double> weights = new ArrayList<>();
    double stream = layers;
    for (int layer = 0; layer < layers; layer++) {
      weights.add(Math.sqrt(attention / stream));
      stream += attention;
      weights.add(Math.sqrt(feedForward / stream));
      stream += feedForward;
    }
    return List.copyOf(weights);
  }
}

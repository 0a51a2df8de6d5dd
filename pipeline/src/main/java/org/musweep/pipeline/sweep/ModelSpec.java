package org.musweep.pipeline.sweep;

/** The family of models that a sweep trains, at the width of the trials. */
public sealed interface ModelSpec {

  /** The family's word in the sweep file. */
  String family();

  /** Width of the trials' models. */
  int width();

  /**
   * Number of blocks (Transformer), hidden layers (MLP), convolutions (ConvNet) or residual blocks
   * of a stage (ResNet).
   */
  int depth();

  /** The width at which every rule set equals the standard parametrization. */
  int baseWidth();

  /** The function between two layers; the gated one is for Transformers only. */
  enum Activation implements SpecWord {
    /** max(x, 0). */
    RELU,
    /** Hyperbolic tangent. */
    TANH,
    /** Exact GELU. */
    GELU,
    /** Gated: silu(x·W₁) * (x·W₂). */
    SWIGLU
  }

  /**
   * Input, {@code depth} hidden layers of {@code width} units, readout.
   *
   * @param width units of each hidden layer
   * @param depth number of hidden layers
   * @param baseWidth width at which the rules change nothing
   * @param activation after each hidden layer
   * @param bias {@code true} if the layers have biases
   */
  record Mlp(int width, int depth, int baseWidth, Activation activation, boolean bias)
      implements ModelSpec {
    /** Checks each component. */
    public Mlp {
      check(width, depth, baseWidth);
      Bounds.require(
          activation != Activation.SWIGLU, "activation", activation.key(), "relu, tanh or gelu");
    }

    @Override
    public String family() {
      return "mlp";
    }
  }

  /**
   * Convolutions with pooling between them, a hidden layer, readout.
   *
   * @param width channels of the first convolution; every further one has twice as many
   * @param depth number of convolutions
   * @param baseWidth width at which the rules change nothing
   * @param activation after each convolution and the hidden layer
   * @param bias {@code true} if the layers have biases
   * @param batchNorm {@code true} if each convolution is followed by batch normalization
   * @param zeroReadout {@code true} if the readout's weights start at 0
   */
  record ConvNet(
      int width,
      int depth,
      int baseWidth,
      Activation activation,
      boolean bias,
      boolean batchNorm,
      boolean zeroReadout)
      implements ModelSpec {
    /** Checks each component. */
    public ConvNet {
      check(width, depth, baseWidth);
      Bounds.require(
          activation != Activation.SWIGLU, "activation", activation.key(), "relu, tanh or gelu");
    }

    @Override
    public String family() {
      return "convnet";
    }
  }

  /**
   * A residual network of batch-normalized 3×3 convolutions.
   *
   * @param width channels of the first stage; every further one has twice as many
   * @param depth residual blocks of each stage
   * @param baseWidth width at which the rules change nothing
   * @param stages number of stages, between which images are halved
   * @param zeroReadout {@code true} if the readout's weights start at 0
   */
  record Resnet(int width, int depth, int baseWidth, int stages, boolean zeroReadout)
      implements ModelSpec {

    /** The most stages: as many as halve an image of 128 pixels to one. */
    public static final int MOST_STAGES = 8;

    /** Checks each component. */
    public Resnet {
      check(width, depth, baseWidth);
      Bounds.require(
          stages >= 1 && stages <= MOST_STAGES, "stages", stages, "from 1 to " + MOST_STAGES);
    }

    @Override
    public String family() {
      return "resnet";
    }
  }

  /**
   * A decoder-only Transformer, normalized before each branch.
   *
   * @param width of the residual stream
   * @param depth number of blocks
   * @param baseWidth width at which the rules change nothing
   * @param attention its heads
   * @param feedForward its second branch
   * @param norm the normalization
   * @param positions how the model knows them
   * @param readout from the residual stream to the vocabulary
   * @param bias {@code true} if linear layers (but for the readout) and norms have biases
   * @param embeddingStd standard deviation of the initial embeddings at init scale 1
   */
  record Transformer(
      int width,
      int depth,
      int baseWidth,
      AttentionSpec attention,
      FeedForward feedForward,
      Norm norm,
      Positions positions,
      Readout readout,
      boolean bias,
      double embeddingStd)
      implements ModelSpec {
    /** Checks each component. */
    public Transformer {
      check(width, depth, baseWidth);
      Bounds.finitePositive("embedding std", embeddingStd);
    }

    @Override
    public String family() {
      return "transformer";
    }
  }

  /** Normalization of a Transformer. */
  enum Norm implements SpecWord {
    /** Mean and variance, with gain. */
    LAYER_NORM,
    /** Root mean square, with gain. */
    RMS_NORM
  }

  /** How a Transformer knows positions. */
  enum Positions implements SpecWord {
    /** A learned embedding per position. */
    LEARNED,
    /** Rotations of queries and keys. */
    ROTARY
  }

  /**
   * A Transformer's second branch.
   *
   * @param ratio its inner width as a multiple of the width
   * @param activation between its layers
   */
  record FeedForward(double ratio, Activation activation) {
    /** Checks the ratio and the activation. */
    public FeedForward {
      Bounds.finitePositive("feed-forward ratio", ratio);
      Bounds.require(
          activation != Activation.TANH, "activation", activation.key(), "relu, gelu or swiglu");
    }

    /** The inner width at a width; the reader has checked that it is whole. */
    public int widthAt(int width) {
      return (int) Math.rint(ratio * width);
    }
  }

  /**
   * A Transformer's last layer.
   *
   * @param tied {@code true} if it shares the token embedding's weights
   * @param bias {@code true} if it has a bias
   * @param zeroInit {@code true} if its weights start at 0
   */
  record Readout(boolean tied, boolean bias, boolean zeroInit) {}

  private static void check(int width, int depth, int baseWidth) {
    Bounds.atLeast("width", width, 1);
    Bounds.atLeast("depth", depth, 1);
    Bounds.atLeast("base width", baseWidth, 1);
  }
}

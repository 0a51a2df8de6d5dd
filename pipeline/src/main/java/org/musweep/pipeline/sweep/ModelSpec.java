package org.musweep.pipeline.sweep;

import java.util.Comparator;
import java.util.List;
import org.musweep.mup.foreign.TorchScriptModule;
import org.musweep.mup.parametrization.ParameterRole;

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

  /** A model made elsewhere: its layers are not known, its parameters are. */
  sealed interface Foreign extends ModelSpec permits TorchScript, Block {

    /** How it reads an example that is not tokens. */
    Input input();

    /** Roles of parameters that are not what their shapes and layers say. */
    List<NamedRole> roles();

    /** Its depth is its own matter. */
    @Override
    default int depth() {
      return 1;
    }
  }

  /** How a model made elsewhere reads images. */
  enum Input implements SpecWord {
    /** Channels, height, width. */
    IMAGES,
    /** All pixels in a row. */
    VECTORS
  }

  /**
   * The role that the file gives a parameter.
   *
   * @param parameter its name
   * @param role what it does
   */
  record NamedRole(String parameter, ParameterRole role) {}

  /**
   * A module that PyTorch exported.
   *
   * @param width of the model
   * @param module of this width; but for the one of the base width, without its numbers
   */
  record WidthModule(int width, TorchScriptModule module) {}

  /**
   * Modules that PyTorch exported at several widths.
   *
   * @param width of the trials' module
   * @param baseWidth width at which the rules change nothing
   * @param modules by width, ascending
   * @param input how it reads images
   * @param roles of parameters that are not what they seem
   */
  record TorchScript(
      int width, int baseWidth, List<WidthModule> modules, Input input, List<NamedRole> roles)
      implements Foreign {
    /** Copies the lists and checks the widths. */
    public TorchScript {
      modules = modules.stream().sorted(Comparator.comparingInt(WidthModule::width)).toList();
      roles = List.copyOf(roles);
      check(width, 1, baseWidth);
    }

    @Override
    public String family() {
      return "torchscript";
    }

    /** The widths that there are modules of, ascending. */
    public List<Integer> widths() {
      return modules.stream().map(WidthModule::width).toList();
    }
  }

  /**
   * A DJL block that a class on the class path makes at any width.
   *
   * @param width of the trials' blocks
   * @param baseWidth width at which the rules change nothing
   * @param factory name of the class, which implements {@code org.musweep.mup.family.BlockFactory}
   * @param input how it reads images
   * @param roles of parameters that are not what they seem
   */
  record Block(int width, int baseWidth, String factory, Input input, List<NamedRole> roles)
      implements Foreign {
    /** Copies the roles and checks the widths. */
    public Block {
      roles = List.copyOf(roles);
      check(width, 1, baseWidth);
    }

    @Override
    public String family() {
      return "block";
    }
  }

  private static void check(int width, int depth, int baseWidth) {
    Bounds.atLeast("width", width, 1);
    Bounds.atLeast("depth", depth, 1);
    Bounds.atLeast("base width", baseWidth, 1);
  }
}

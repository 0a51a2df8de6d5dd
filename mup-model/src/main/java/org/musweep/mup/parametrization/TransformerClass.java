package org.musweep.mup.parametrization;

/** The parameters of a transformer that scale alike where depth counts too. */
public enum TransformerClass {
  /** Token and position embeddings. */
  EMBEDDING(true),
  /** Weights of a block that read the residual stream. */
  HIDDEN_WEIGHT(true),
  /** Weights of a block that write to the residual stream. */
  RESIDUAL_WEIGHT(true),
  /** Biases and gains inside of the blocks. */
  HIDDEN_VECTOR(false),
  /** Gain and bias of the norm behind the blocks. */
  FINAL_NORM(false),
  /** The readout's weights. */
  READOUT(true);

  private final boolean decays;

  TransformerClass(boolean decays) {
    this.decays = decays;
  }

  /** Whether weight decay applies; vectors have none. */
  public boolean decays() {
    return decays;
  }
}

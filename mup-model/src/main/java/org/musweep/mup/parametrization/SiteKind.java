package org.musweep.mup.parametrization;

import java.util.Locale;

/** Places in the forward pass whose multiplier depends on width or depth. */
public enum SiteKind {
  /** The readout's input; its width is the readout's fan-in. */
  READOUT,
  /** The attention logits; their width is the head size. */
  ATTENTION,
  /** What a branch adds to the residual stream; its width is the number of blocks. */
  RESIDUAL;

  /** The name in tables: {@code readout}, {@code attention}, {@code residual}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

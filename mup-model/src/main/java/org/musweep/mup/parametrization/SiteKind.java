package org.musweep.mup.parametrization;

import java.util.Locale;

/** Places in the forward pass whose multiplier depends on width. */
public enum SiteKind {
  /** The readout's input; its width is the readout's fan-in. */
  READOUT,
  /** The attention logits; their width is the head size. */
  ATTENTION;

  /** The name in tables: {@code readout}, {@code attention}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}

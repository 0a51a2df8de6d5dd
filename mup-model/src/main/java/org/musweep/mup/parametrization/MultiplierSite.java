package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfDim;

/**
 * One place in a model's forward pass that is multiplied by a factor of the width.
 *
 * @param name unique among a model's sites, such as {@code block0.attention}
 * @param kind what is multiplied
 * @param dim the width that the factor depends on
 */
public record MultiplierSite(String name, SiteKind kind, InfDim dim) {

  /** Checks the name. */
  public MultiplierSite {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Invalid multiplier site: the name is blank");
    }
  }
}

package org.musweep.mup.parametrization;

import org.musweep.mup.shape.InfShape;

/** How the size of Muon's updates of hidden weights changes with width. */
public enum OrthogonalUpdates {
  /** As the published optimizer's multiplier makes it: one learning rate for all widths. */
  AS_PUBLISHED {
    @Override
    double learningRate(InfShape shape, MuonScale scale) {
      return 1;
    }
  },

  /**
   * Like √(fan_out/fan_in): the learning rate makes up for what the multiplier does otherwise.
   *
   * <p>Source: arXiv:2310.17813, condition 1.
   */
  SPECTRAL {
    @Override
    double learningRate(InfShape shape, MuonScale scale) {
      double wanted = Math.sqrt(shape.fanOut().widthMultiplier() / shape.fanIn().widthMultiplier());
      return wanted * scale.atBase(shape) / scale.at(shape);
    }
  };

  /** The factor on the learning rate, relative to the base model; exactly 1 at base width. */
  abstract double learningRate(InfShape shape, MuonScale scale);
}

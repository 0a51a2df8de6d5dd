package org.musweep.mup.export;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.musweep.mup.parametrization.PlannedMultiplier;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.stack.Lane;

/** What the forward pass multiplies with, settings times the plan's factors. */
public final class ForwardFactors {

  private ForwardFactors() {}

  /**
   * By place: {@code input} multiplies the input or the sum of embeddings, {@code attention} the
   * products of queries and keys, {@code readout} the readout's input.
   */
  public static Map<String, Double> of(ScalingPlan plan, Lane lane) {
    Map<String, Double> factors = new LinkedHashMap<>();
    factors.put("input", lane.inputMultiplier());
    for (PlannedMultiplier multiplier : plan.multipliers()) {
      double own = multiplier.factor();
      if (multiplier.site().kind() == SiteKind.ATTENTION) {
        own *= lane.attentionMultiplier() / Math.sqrt(multiplier.site().dim().baseSize());
      } else if (multiplier.site().kind() == SiteKind.READOUT) {
        own *= lane.outputMultiplier();
      }
      factors.put(multiplier.site().name(), own);
    }
    return Collections.unmodifiableMap(factors);
  }
}

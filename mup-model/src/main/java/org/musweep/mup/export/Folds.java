package org.musweep.mup.export;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.ParameterDeclaration;
import org.musweep.mup.parametrization.PlannedMultiplier;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;

/**
 * Where each multiplier of a trained model goes.
 *
 * <ul>
 *   <li>The input multiplier into what reads the input: tables and input weights. They are followed
 *       by sums only, so scaling them is scaling the sum.
 *   <li>The factor of attention logits, over {@code 1/√d} of a plain model, into the queries'
 *       weight and bias; rotations commute with it.
 *   <li>That of the residual branches into the weights and biases that write to the stream.
 *   <li>The readout's into its weight, and not its bias. A tied readout gets a weight of its own.
 * </ul>
 */
final class Folds {

  private static final Pattern WRITES_RESIDUAL =
      Pattern.compile("blocks\\.[0-9]+\\.(attn\\.out|ffn\\.fc_2)\\.(weight|bias)");

  private static final Pattern QUERIES = Pattern.compile("(.*\\.attn)\\.(q|qkv)\\.(weight|bias)");

  private final Architecture trained;
  private final ScalingPlan plan;
  private final Lane lane;
  private final List<Fold> folds = new ArrayList<>();

  private Folds(Architecture trained, ScalingPlan plan, Lane lane) {
    this.trained = trained;
    this.plan = plan;
    this.lane = lane;
  }

  /** The folds of a model; none for a multiplier of 1. */
  static List<Fold> of(Architecture trained, ScalingPlan plan, Lane lane) {
    Folds all = new Folds(trained, plan, lane);
    trained.parameters().stream().map(ParameterSpec::declaration).forEach(all::parameter);
    if (PlainArchitecture.isTied(trained)) {
      all.tiedReadout();
    }
    return List.copyOf(all.folds);
  }

  private void parameter(ParameterDeclaration parameter) {
    String name = parameter.name();
    switch (parameter.role()) {
      case EMBEDDING, INPUT_WEIGHT -> add(name, 0, lane.inputMultiplier(), "input");
      case READOUT_WEIGHT -> add(name, 0, readout(), "readout");
      case HIDDEN_WEIGHT, BIAS, GAIN -> {
        Matcher queries = QUERIES.matcher(name);
        if (queries.matches()) {
          boolean joint = queries.group(2).equals("qkv");
          add(name, joint ? queryRows(queries.group(1)) : 0, attention(), "attention");
        }
        if (WRITES_RESIDUAL.matcher(name).matches()) {
          add(name, 0, site(TrialStack.RESIDUAL_SITE), "residual");
        }
      }
    }
  }

  private void tiedReadout() {
    folds.add(
        new Fold(
            PlainArchitecture.READOUT, PlainArchitecture.TOKEN_TABLE, 0, readout(), "readout"));
  }

  private void add(String name, int rows, double factor, String multiplier) {
    if (factor != 1) {
      folds.add(new Fold(name, name, rows, factor, multiplier));
    }
  }

  /** Queries are as many as the inputs of the layer after the heads. */
  private int queryRows(String attention) {
    String after = attention + ".out.weight";
    return trained.parameters().stream()
        .map(ParameterSpec::declaration)
        .filter(parameter -> parameter.name().equals(after))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No parameter " + after))
        .shape()
        .fanIn()
        .size();
  }

  private double readout() {
    return lane.outputMultiplier() * site(TrialStack.READOUT_SITE);
  }

  /** The plan's factor at a site; 1 if the model has none. */
  private double site(String name) {
    return plan.multipliers().stream()
        .filter(multiplier -> multiplier.site().name().equals(name))
        .mapToDouble(PlannedMultiplier::factor)
        .findFirst()
        .orElse(1);
  }

  /** What the logits have over {@code q·k/√d}. */
  private double attention() {
    MultiplierSite site =
        trained.multipliers().stream()
            .filter(each -> each.kind() == SiteKind.ATTENTION)
            .findFirst()
            .orElseThrow();
    return lane.attentionMultiplier()
        * plan.multiplier(site.name())
        * Math.sqrt((double) site.dim().size() / site.dim().baseSize());
  }
}

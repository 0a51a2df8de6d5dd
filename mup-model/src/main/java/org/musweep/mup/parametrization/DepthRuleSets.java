package org.musweep.mup.parametrization;

import static org.musweep.mup.parametrization.WidthClass.CONSTANT;
import static org.musweep.mup.parametrization.WidthClass.HIDDEN;
import static org.musweep.mup.parametrization.WidthClass.INPUT;
import static org.musweep.mup.parametrization.WidthClass.OUTPUT;
import static org.musweep.mup.parametrization.WidthPower.ONE;
import static org.musweep.mup.parametrization.WidthPower.ofMain;

import java.util.List;
import org.musweep.mup.parametrization.DepthRules.VectorDecay;

/** Maximal update in width, with what their authors add for depth. */
final class DepthRuleSets {

  private DepthRuleSets() {}

  /**
   * CompleteP: branches shrink like L^-α, Adam's learning rate like L^(α-1), epsilon with the
   * gradients of each class.
   *
   * <p>Source: arXiv:2505.01618, table 1, epsilon per class as corrected by arXiv:2512.22382.
   * Weight decay has no factor of the depth there.
   */
  static RuleSet completeP(double alpha) {
    return ofDepth(
        name("completep", alpha),
        "arXiv:2505.01618, table 1",
        new DepthRules(-alpha, alpha - 1, 0, -alpha, 0, 0, VectorDecay.NONE));
  }

  /**
   * CompleteP as its public minimal implementation has it: the hidden layers' epsilon for all.
   *
   * <p>Source: EleutherAI/nanoGPT-mup, branch completep.
   */
  static RuleSet minimalCompleteP(double alpha) {
    return ofDepth(
        name("completep-minimal", alpha),
        "github.com/EleutherAI/nanoGPT-mup, branch completep",
        new DepthRules(-alpha, alpha - 1, 0, -alpha, -alpha, 0, VectorDecay.NONE));
  }

  /**
   * Depth-μP: branches shrink like the root of the depth, and so does Adam's learning rate; that of
   * SGD stays.
   *
   * <p>Source: arXiv:2310.02244.
   */
  static RuleSet depthMuP() {
    return ofDepth(
        "depth-mup",
        "arXiv:2310.02244",
        new DepthRules(-0.5, -0.5, 0, -0.5, 0, 0, VectorDecay.NONE));
  }

  /**
   * nanoGPT-mup: initial weights that write to the residual stream shrink like the root of the
   * depth, and nothing else changes with it.
   *
   * <p>Source: EleutherAI/nanoGPT-mup.
   */
  static RuleSet nanoGptMuP() {
    return ofDepth(
        "nanogpt-mup",
        "github.com/EleutherAI/nanoGPT-mup",
        new DepthRules(0, 0, 0, 0, 0, -0.5, VectorDecay.NONE));
  }

  /**
   * Table 3 of the maximal update paper: no readout multiplier, but a readout whose initial weights
   * and learning rate shrink instead.
   *
   * <p>Source: arXiv:2203.03466, table 3.
   */
  static RuleSet tableThree() {
    return new RuleSet(
        "maximal-update-table-3",
        "arXiv:2203.03466, table 3",
        List.of(
            new RuleRow(CONSTANT, ONE, ONE, ONE, ONE),
            new RuleRow(INPUT, ONE, ofMain(1), ONE, ofMain(-1)),
            hidden(),
            new RuleRow(OUTPUT, ofMain(-1), ofMain(-1), ofMain(-1), ONE)),
        0,
        -1,
        OrthogonalUpdates.SPECTRAL,
        InitialSizes.BY_CLASS,
        DepthRules.NONE);
  }

  /**
   * The spectral condition: weights start, and change, with a spectral norm of √(fan_out/fan_in).
   *
   * <p>Source: arXiv:2310.17813, condition 1 and section 4.
   */
  static RuleSet spectral() {
    RuleSet table = tableThree();
    return new RuleSet(
        "spectral",
        "arXiv:2310.17813, section 4",
        table.rows(),
        0,
        -1,
        OrthogonalUpdates.SPECTRAL,
        InitialSizes.SPECTRAL,
        DepthRules.NONE);
  }

  private static RuleRow hidden() {
    return new RuleRow(
        HIDDEN, ofMain(-0.5), new WidthPower(-1, 1), ofMain(-1), new WidthPower(0, -1));
  }

  private static RuleSet ofDepth(String name, String source, DepthRules depth) {
    RuleSet width = MaximalUpdateRules.RULES;
    return new RuleSet(
        name,
        source,
        width.rows(),
        width.readoutExponent(),
        width.attentionExponent(),
        width.orthogonalUpdates(),
        InitialSizes.BY_CLASS,
        depth);
  }

  private static String name(String name, double alpha) {
    if (!(alpha >= 0.5 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "Invalid depth exponent: " + alpha + " (must be between 0.5 and 1)");
    }
    return alpha == 1 ? name : name + "(" + alpha + ")";
  }
}

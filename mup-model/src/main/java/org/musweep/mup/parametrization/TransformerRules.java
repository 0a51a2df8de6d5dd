package org.musweep.mup.parametrization;

import static org.musweep.mup.parametrization.ScalePower.ONE;
import static org.musweep.mup.parametrization.ScalePower.ofDepth;
import static org.musweep.mup.parametrization.ScalePower.ofWidth;
import static org.musweep.mup.parametrization.TransformerClass.EMBEDDING;
import static org.musweep.mup.parametrization.TransformerClass.FINAL_NORM;
import static org.musweep.mup.parametrization.TransformerClass.HIDDEN_VECTOR;
import static org.musweep.mup.parametrization.TransformerClass.HIDDEN_WEIGHT;
import static org.musweep.mup.parametrization.TransformerClass.READOUT;
import static org.musweep.mup.parametrization.TransformerClass.RESIDUAL_WEIGHT;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A published rule set for transformers in width, depth and sparsity, as a table of exponents. All
 * are for AdamW and blocks that normalize first, with attention logits divided by the head size.
 *
 * <p>These are tables to compare with and to compute from; training knows the {@link RuleSet}s.
 *
 * @param name as its authors have it
 * @param source where it was published
 * @param rows one per {@link TransformerClass}
 * @param residual the factor on what a block adds to the residual stream
 * @param readout the factor on what the readout reads
 */
public record TransformerRules(
    String name,
    String source,
    List<TransformerRow> rows,
    ScalePower residual,
    ScalePower readout) {

  /** Copies the rows and checks that each class stands exactly once. */
  public TransformerRules {
    rows = List.copyOf(rows);
    Set<TransformerClass> classes = EnumSet.noneOf(TransformerClass.class);
    rows.forEach(row -> classes.add(row.parameters()));
    if (rows.size() != TransformerClass.values().length || classes.size() != rows.size()) {
      throw new IllegalArgumentException(
          "Invalid rules %s: rows for %s (each class must stand once)"
              .formatted(name, rows.stream().map(TransformerRow::parameters).toList()));
    }
  }

  /**
   * CompleteP: features and what each layer learns stay of one size in width and depth, with an
   * epsilon for every class.
   *
   * <p>Source: N. Dey et al., arXiv:2505.01618, table 1, with epsilon as corrected by
   * arXiv:2512.22382.
   *
   * @param alpha how fast the blocks' outputs shrink with depth, from ½ to 1; 1 is the one that the
   *     authors recommend
   */
  public static TransformerRules completeP(double alpha) {
    if (!(alpha >= 0.5 && alpha <= 1)) {
      throw new IllegalArgumentException(
          "Invalid depth exponent: " + alpha + " (must be between 0.5 and 1)");
    }
    ScalePower ofVectors = ofDepth(alpha - 1);
    ScalePower hiddenEpsilon = new ScalePower(-1, -alpha, 0);
    ScalePower hiddenRate = ofVectors.times(ofWidth(-1));
    ScalePower decay = ofWidth(1);
    return new TransformerRules(
        "completep",
        "arXiv:2505.01618",
        List.of(
            new TransformerRow(EMBEDDING, ONE, ONE, ONE, ofWidth(-1)),
            new TransformerRow(HIDDEN_WEIGHT, ofWidth(-0.5), hiddenRate, decay, hiddenEpsilon),
            new TransformerRow(RESIDUAL_WEIGHT, ofWidth(-0.5), hiddenRate, decay, hiddenEpsilon),
            new TransformerRow(HIDDEN_VECTOR, ONE, ofVectors, ONE, hiddenEpsilon),
            new TransformerRow(FINAL_NORM, ONE, ONE, ONE, ofWidth(-1)),
            new TransformerRow(READOUT, ONE, ONE, ONE, ofWidth(-1))),
        ofDepth(-alpha),
        ofWidth(-1));
  }

  /**
   * Depth-μP: blocks shrink like the root of the depth, and so does Adam's learning rate.
   *
   * <p>Source: G. Yang et al., Tensor programs VI, arXiv:2310.02244; it is CompleteP with an
   * exponent of ½.
   */
  public static TransformerRules depthMuP() {
    TransformerRules rules = completeP(0.5);
    return new TransformerRules(
        "depth-mup", "arXiv:2310.02244", rules.rows(), rules.residual(), rules.readout());
  }

  /**
   * CompleteP as its public minimal implementation has it: the hidden layers' epsilon for all.
   *
   * <p>Source: EleutherAI/nanoGPT-mup, branch completep.
   */
  public static TransformerRules minimalCompleteP(double alpha) {
    TransformerRules rules = completeP(alpha);
    ScalePower epsilon = new ScalePower(-1, -alpha, 0);
    return new TransformerRules(
        "completep-minimal",
        "github.com/EleutherAI/nanoGPT-mup, branch completep",
        rules.rows().stream()
            .map(
                row ->
                    new TransformerRow(
                        row.parameters(),
                        row.initStd(),
                        row.learningRate(),
                        row.weightDecay(),
                        epsilon))
            .toList(),
        rules.residual(),
        rules.readout());
  }

  /**
   * nanoGPT-mup: maximal update in width, the initial weights that write to the residual stream
   * smaller by the root of the depth, weight decay and epsilon the same everywhere.
   *
   * <p>Source: EleutherAI/nanoGPT-mup.
   */
  public static TransformerRules nanoGptMuP() {
    return ofHidden("nanogpt-mup", "github.com/EleutherAI/nanoGPT-mup", ofWidth(-0.5), ofWidth(-1));
  }

  /**
   * SuPar: the same with the number of weights that are not 0 in place of the width.
   *
   * <p>Source: EleutherAI/nanoGPT-mup, branch supar.
   */
  public static TransformerRules suPar() {
    return ofHidden(
        "supar",
        "github.com/EleutherAI/nanoGPT-mup, branch supar",
        new ScalePower(-0.5, 0, -0.5),
        new ScalePower(-1, 0, -1));
  }

  private static TransformerRules ofHidden(
      String name, String source, ScalePower initStd, ScalePower learningRate) {
    ScalePower residualStd = initStd.times(ofDepth(-0.5));
    return new TransformerRules(
        name,
        source,
        List.of(
            new TransformerRow(EMBEDDING, ONE, ONE, ONE, ONE),
            new TransformerRow(HIDDEN_WEIGHT, initStd, learningRate, ONE, ONE),
            new TransformerRow(RESIDUAL_WEIGHT, residualStd, learningRate, ONE, ONE),
            new TransformerRow(HIDDEN_VECTOR, ONE, ONE, ONE, ONE),
            new TransformerRow(FINAL_NORM, ONE, ONE, ONE, ONE),
            new TransformerRow(READOUT, ONE, ONE, ONE, ONE)),
        ONE,
        ofWidth(-1));
  }

  /** All tables, CompleteP with the exponent that its authors recommend. */
  public static List<TransformerRules> all() {
    return Stream.of(completeP(1), depthMuP(), minimalCompleteP(1), nanoGptMuP(), suPar()).toList();
  }

  /** The factors of one class, relative to the base model. */
  public ParameterScaling scaling(TransformerClass parameters, ModelScale scale) {
    TransformerRow row =
        rows.stream().filter(one -> one.parameters() == parameters).findFirst().orElseThrow();
    return new ParameterScaling(
        row.initStd().factor(scale),
        row.learningRate().factor(scale),
        row.weightDecay().factor(scale),
        row.epsilon().factor(scale));
  }
}

package org.musweep.pipeline.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A limit on several hyperparameters together, known before anything is trained: no configuration
 * that breaks it is suggested. It says nothing about configurations that lack one of them.
 *
 * @param form how the hyperparameters are combined
 * @param terms at least one, each hyperparameter once
 * @param low the least value allowed; negative infinity if there is none
 * @param high the largest value allowed; infinity if there is none
 */
public record Constraint(Form form, List<Term> terms, double low, double high) {

  /** How hyperparameters are combined to one number. */
  public enum Form {
    /** Σ weight · value. */
    SUM,
    /** Π value^weight, for positive values only. */
    PRODUCT
  }

  /**
   * One hyperparameter of a constraint.
   *
   * @param weight its factor in a sum, its exponent in a product
   */
  public record Term(String hyperparameter, double weight) {
    /** Checks that the weight counts. */
    public Term {
      if (!Double.isFinite(weight) || weight == 0) {
        throw new IllegalArgumentException(
            "Invalid weight of %s: %s (must be finite and not 0)"
                .formatted(hyperparameter, weight));
      }
    }
  }

  /** Copies the terms and checks that the constraint says something. */
  public Constraint {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("Invalid constraint: it has no hyperparameter");
    }
    Set<String> names = new HashSet<>();
    for (Term term : terms) {
      if (!names.add(term.hyperparameter())) {
        throw new IllegalArgumentException(
            "Invalid constraint: " + term.hyperparameter() + " stands twice");
      }
    }
    if (!(low <= high) || (Double.isInfinite(low) && Double.isInfinite(high))) {
      throw new IllegalArgumentException(
          "Invalid constraint: it allows %s to %s (needs a bound, and low <= high)"
              .formatted(low, high));
    }
  }

  /** How far outside of the bounds a configuration lies; 0 if it keeps them. */
  public double violation(Configuration configuration) {
    double total = 0;
    for (Term term : terms) {
      OptionalDouble number = configuration.number(term.hyperparameter());
      if (number.isEmpty()) {
        return 0;
      }
      total +=
          switch (form) {
            case SUM -> term.weight() * number.getAsDouble();
            case PRODUCT -> term.weight() * StrictMath.log(number.getAsDouble());
          };
    }
    double value = form == Form.SUM ? total : StrictMath.exp(total);
    return Math.max(0, Math.max(low - value, value - high));
  }

  /** The form shown to people: {@code warmup + 2 schedule.final-share <= 0.5}. */
  public String text() {
    String joint = form == Form.SUM ? " + " : " * ";
    String combined = terms.stream().map(this::text).collect(Collectors.joining(joint));
    String lower = Double.isInfinite(low) ? "" : Range.text(low) + " <= ";
    String upper = Double.isInfinite(high) ? "" : " <= " + Range.text(high);
    return lower + combined + upper;
  }

  private String text(Term term) {
    if (term.weight() == 1) {
      return term.hyperparameter();
    }
    String weight = Range.text(term.weight());
    return form == Form.SUM
        ? weight + " " + term.hyperparameter()
        : term.hyperparameter() + "^" + weight;
  }
}

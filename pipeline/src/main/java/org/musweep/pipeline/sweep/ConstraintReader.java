package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads one entry of {@code search.constraints}. */
final class ConstraintReader {

  private static final String FORM =
      "{sum or product: {name: weight, ...}, at-most or at-least: number}";

  private final SectionReader search;
  private final List<Constraint.Term> terms = new ArrayList<>();
  private Optional<Constraint.Form> kind = Optional.empty();
  private double low = Double.NEGATIVE_INFINITY;
  private double high = Double.POSITIVE_INFINITY;

  private ConstraintReader(SectionReader search) {
    this.search = search;
  }

  /** The constraint; empty, and noted, if it is none. */
  static Optional<Constraint> read(SectionReader search, SpecNode item) {
    if (!(item instanceof Section section)) {
      search.wrong("constraints", item, FORM);
      return Optional.empty();
    }
    ConstraintReader reader = new ConstraintReader(search);
    return section.entries().stream().allMatch(reader::takes)
        ? reader.constraint()
        : Optional.empty();
  }

  private boolean takes(Entry entry) {
    boolean combines = entry.key().equals("sum") || entry.key().equals("product");
    OptionalDouble bound = ScalarForm.number(entry.value());
    if (combines && kind.isEmpty() && entry.value() instanceof Section weights) {
      kind = Optional.of(entry.key().equals("sum") ? Constraint.Form.SUM : Constraint.Form.PRODUCT);
      return weights.entries().stream().allMatch(this::takesWeight);
    }
    if (entry.key().equals("at-most") && bound.isPresent()) {
      high = bound.getAsDouble();
      return true;
    }
    if (entry.key().equals("at-least") && bound.isPresent()) {
      low = bound.getAsDouble();
      return true;
    }
    search.problem(
        "constraints",
        "needs %s, but has %s: %s".formatted(FORM, entry.key(), entry.value().description()));
    return false;
  }

  private boolean takesWeight(Entry weight) {
    OptionalDouble number = ScalarForm.number(weight.value());
    if (number.isEmpty() || number.getAsDouble() == 0) {
      search.wrong("constraints", weight.value(), "for %s a weight, not 0".formatted(weight.key()));
      return false;
    }
    terms.add(new Constraint.Term(weight.key(), number.getAsDouble()));
    return true;
  }

  private Optional<Constraint> constraint() {
    if (kind.isEmpty() || (Double.isInfinite(low) && Double.isInfinite(high))) {
      search.problem("constraints", "needs " + FORM);
      return Optional.empty();
    }
    try {
      return Optional.of(new Constraint(kind.get(), terms, low, high));
    } catch (IllegalArgumentException e) {
      search.problem("constraints", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }
}

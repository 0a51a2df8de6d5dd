package org.musweep.pipeline.sweep;

import java.util.Optional;
import java.util.OptionalDouble;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Tie;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads one entry of {@code search.tied}. */
final class TieReader {

  private TieReader() {}

  /** What an entry ties to what; empty if it has another form. */
  static Optional<Tie> read(Entry entry) {
    if (entry.value() instanceof Scalar scalar && !scalar.isNothing()) {
      return Optional.of(new Tie(entry.key(), scalar.text(), 1));
    }
    if (!(entry.value() instanceof Section section) || section.entries().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> leader = Optional.empty();
    double factor = 1;
    for (Entry part : section.entries()) {
      OptionalDouble number = ScalarForm.number(part.value());
      if (part.key().equals("to") && part.value() instanceof Scalar scalar) {
        leader = Optional.of(scalar.text());
      } else if (part.key().equals("factor") && number.isPresent()) {
        factor = number.getAsDouble();
      } else {
        return Optional.empty();
      }
    }
    double times = factor;
    return leader.map(name -> new Tie(entry.key(), name, times));
  }

  /** Notes a tie by which a hyperparameter would get a value that it may not have. */
  static void check(SectionReader search, HyperparameterName name, Tie tie, Distribution range) {
    for (SettingValue end : range.spread(2)) {
      SettingValue followed =
          end instanceof SettingValue.Numeric numeric
              ? new SettingValue.Numeric(tie.factor() * numeric.number())
              : end;
      if (!name.admits(followed)) {
        search.problem(
            "tied",
            "%s would be %s, but needs values %s"
                .formatted(name.key(), followed.text(), name.allowed()));
        return;
      }
    }
  }
}

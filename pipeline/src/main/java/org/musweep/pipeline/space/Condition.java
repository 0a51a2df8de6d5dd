package org.musweep.pipeline.space;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A hyperparameter exists only where another one has certain values: a final share of the learning
 * rate only for schedules that fall.
 *
 * @param hyperparameter the one that comes and goes
 * @param parent the one that it depends on; where that one is absent, so is this one
 * @param values of the parent with which the hyperparameter is there; at least one
 */
public record Condition(String hyperparameter, String parent, List<SettingValue> values) {

  /** Copies the values and checks that there is one. */
  public Condition {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid condition: %s is there for no value of %s (must be for at least one)"
              .formatted(hyperparameter, parent));
    }
  }

  /** Whether the parent's value, empty if it has none, lets the hyperparameter be there. */
  boolean holds(Optional<SettingValue> parentValue) {
    return parentValue.filter(values::contains).isPresent();
  }

  /** The form shown to people: {@code schedule.final-share if schedule is linear or cosine}. */
  public String text() {
    return "%s if %s is %s"
        .formatted(
            hyperparameter,
            parent,
            values.stream().map(SettingValue::text).collect(Collectors.joining(" or ")));
  }
}

package org.musweep.pipeline.space;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checks that the parts of a search space go together. */
final class SpaceCheck {

  private final Map<String, Distribution> searched = new LinkedHashMap<>();

  private SpaceCheck() {}

  static void check(
      List<Hyperparameter> hyperparameters,
      List<Condition> conditions,
      List<Constraint> constraints,
      List<Tie> ties) {
    require(!hyperparameters.isEmpty(), "it is empty (must have at least one hyperparameter)");
    SpaceCheck check = new SpaceCheck();
    for (Hyperparameter hyperparameter : hyperparameters) {
      require(
          !check.searched.containsKey(hyperparameter.name()),
          hyperparameter.name() + " stands twice");
      check.searched.put(hyperparameter.name(), hyperparameter.distribution());
    }
    conditions.forEach(check::check);
    constraints.forEach(check::check);
    for (int i = 0; i < ties.size(); i++) {
      check.check(ties.get(i));
      for (Tie other : ties.subList(0, i)) {
        require(
            !other.hyperparameter().equals(ties.get(i).hyperparameter()),
            other.hyperparameter() + " is tied twice");
      }
    }
  }

  private void check(Condition condition) {
    Distribution parent = known(condition.parent(), "a condition");
    known(condition.hyperparameter(), "a condition");
    List<String> order = List.copyOf(searched.keySet());
    require(
        order.indexOf(condition.parent()) < order.indexOf(condition.hyperparameter()),
        "%s depends on %s, which does not stand before it"
            .formatted(condition.hyperparameter(), condition.parent()));
    for (SettingValue value : condition.values()) {
      require(
          parent.contains(value),
          "%s is there for %s %s, which lies outside of %s"
              .formatted(
                  condition.hyperparameter(), condition.parent(), value.text(), parent.text()));
    }
  }

  private void check(Constraint constraint) {
    for (Constraint.Term term : constraint.terms()) {
      Distribution distribution = known(term.hyperparameter(), "a constraint");
      for (SettingValue end : distribution.spread(2)) {
        require(
            end instanceof SettingValue.Numeric,
            "a constraint has %s, which is no number".formatted(term.hyperparameter()));
        require(
            constraint.form() == Constraint.Form.SUM || ((SettingValue.Numeric) end).number() > 0,
            "a product has %s, which may be %s (must be above 0)"
                .formatted(term.hyperparameter(), end.text()));
      }
    }
  }

  private void check(Tie tie) {
    Distribution leader = known(tie.leader(), "a tie");
    require(
        !searched.containsKey(tie.hyperparameter()),
        "%s is searched and tied to %s".formatted(tie.hyperparameter(), tie.leader()));
    boolean numeric =
        leader.spread(2).stream().allMatch(value -> value instanceof SettingValue.Numeric);
    require(
        numeric || tie.factor() == 1,
        "%s is %s times %s, which is no number"
            .formatted(tie.hyperparameter(), Range.text(tie.factor()), tie.leader()));
  }

  private Distribution known(String name, String where) {
    Distribution distribution = searched.get(name);
    if (distribution == null) {
      throw refusal("%s names %s, which is not in it".formatted(where, name));
    }
    return distribution;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw refusal(otherwise);
    }
  }

  private static IllegalArgumentException refusal(String reason) {
    return new IllegalArgumentException("Invalid search space: " + reason);
  }
}

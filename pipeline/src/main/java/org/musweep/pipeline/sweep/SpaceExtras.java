package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.RandomSampler;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Condition;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Tie;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Section;

/**
 * Reads what {@code search} says about its space beyond the ranges: values that are held, ties,
 * conditions, constraints, and which hyperparameters are the question.
 */
final class SpaceExtras {

  private final SectionReader search;
  private SearchSpace space;

  private SpaceExtras(SectionReader search, SearchSpace ranges) {
    this.search = search;
    this.space = ranges;
  }

  /** The ranges with what limits them; parts that are wrong are noted and left out. */
  static SearchSpace space(SectionReader search, SearchSpace ranges) {
    SpaceExtras extras = new SpaceExtras(search, ranges);
    extras.fixed();
    extras.conditions();
    extras.constraints();
    extras.ties();
    return extras.space;
  }

  private void fixed() {
    for (Entry entry : names().entries("fixed", "names with the values that they are held at")) {
      Optional<Distribution> range = names().searched("fixed", entry.key());
      Optional<SettingValue> value = SpaceReader.value(entry.value());
      if (range.isEmpty()) {
        continue;
      }
      if (value.filter(range.get()::contains).isEmpty()) {
        names().outside("fixed", entry.key(), entry.value(), range.get());
        continue;
      }
      List<Hyperparameter> held =
          space.hyperparameters().stream()
              .map(
                  one ->
                      one.name().equals(entry.key())
                          ? new Hyperparameter(one.name(), new Choice(List.of(value.get())))
                          : one)
              .toList();
      space = new SearchSpace(held);
    }
  }

  private void conditions() {
    for (Entry entry :
        names().entries("conditions", "names with the values of others they are there for")) {
      if (!(entry.value() instanceof Section parents)) {
        search.wrong("conditions", entry.value(), "for " + entry.key() + " a name with its values");
        continue;
      }
      for (Entry parent : parents.entries()) {
        List<SettingValue> values = new ArrayList<>();
        List<SpecNode> nodes =
            parent.value() instanceof Items items ? items.values() : List.of(parent.value());
        nodes.forEach(node -> SpaceReader.value(node).ifPresent(values::add));
        if (values.size() < nodes.size() || values.isEmpty()) {
          search.wrong(
              "conditions",
              parent.value(),
              "for %s a value or a list of values".formatted(parent.key()));
          continue;
        }
        attempt(
            "conditions",
            () ->
                with(
                    appended(space.conditions(), new Condition(entry.key(), parent.key(), values)),
                    space.constraints(),
                    space.ties()));
      }
    }
  }

  private void constraints() {
    Optional<SpecNode> node = search.node("constraints");
    if (node.isEmpty()) {
      return;
    }
    if (!(node.get() instanceof Items items)) {
      search.wrong("constraints", node.get(), "a list such as [{sum: {warmup: 1}, at-most: 0.5}]");
      return;
    }
    for (SpecNode item : items.values()) {
      ConstraintReader.read(search, item)
          .ifPresent(
              constraint ->
                  attempt(
                      "constraints",
                      () ->
                          with(
                              space.conditions(),
                              appended(space.constraints(), constraint),
                              space.ties())));
    }
    if (!space.constraints().isEmpty()) {
      attempt(
          "constraints",
          () -> {
            var unused = new RandomSampler(0).suggest(space, 0, History.none());
            return space;
          });
    }
  }

  private void ties() {
    for (Entry entry : names().entries("tied", "names with the names that they follow")) {
      Optional<HyperparameterName> name = HyperparameterName.of(entry.key());
      if (name.isEmpty()) {
        search.problem("tied", "'%s' is no hyperparameter".formatted(entry.key()));
        continue;
      }
      Optional<Tie> tie = TieReader.read(entry);
      if (tie.isEmpty()) {
        search.wrong(
            "tied",
            entry.value(),
            "for %s a name, or {to: name, factor: number}".formatted(entry.key()));
        continue;
      }
      attempt(
          "tied",
          () -> with(space.conditions(), space.constraints(), appended(space.ties(), tie.get())));
      space
          .distribution(tie.get().leader())
          .ifPresent(range -> TieReader.check(search, name.get(), tie.get(), range));
    }
  }

  /** The hyperparameters that the sweep is to compare, not only to tune. */
  static List<String> scientific(SectionReader search, SearchSpace space) {
    Optional<SpecNode> node = search.node("scientific");
    if (node.isEmpty()) {
      return List.of();
    }
    if (!(node.get() instanceof Items items)) {
      search.wrong("scientific", node.get(), "a list of hyperparameters of search.space");
      return List.of();
    }
    SearchedNames searched = new SearchedNames(search, space);
    List<String> names = new ArrayList<>();
    for (SpecNode item : items.values()) {
      String name = item instanceof Scalar scalar ? scalar.text() : item.description();
      Optional<Distribution> range = searched.searched("scientific", name);
      if (range.isPresent() && !names.contains(name)) {
        names.add(name);
        search.expect(
            !new Hyperparameter(name, range.get()).isHeld(),
            "scientific",
            "'%s' is held at one value, so that nothing is compared".formatted(name),
            "fixed",
            "space");
      }
    }
    return names;
  }

  private SearchedNames names() {
    return new SearchedNames(search, space);
  }

  private SearchSpace with(
      List<Condition> conditions, List<Constraint> constraints, List<Tie> ties) {
    return new SearchSpace(space.hyperparameters(), conditions, constraints, ties);
  }

  private void attempt(String key, java.util.function.Supplier<SearchSpace> change) {
    Consumer<String> note = message -> search.expect(false, key, message, "space");
    try {
      space = change.get();
    } catch (IllegalArgumentException e) {
      note.accept(String.valueOf(e.getMessage()).replaceFirst("^Invalid search space: ", ""));
    }
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> result = new ArrayList<>(list);
    result.add(element);
    return result;
  }
}

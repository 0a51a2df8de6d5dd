package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.musweep.pipeline.sampling.History;
import org.musweep.pipeline.sampling.RandomSampler;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Condition;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Constraint;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Tie;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Section;

/**
 * Reads what {@code search} says about its space beyond the ranges: values that are held, ties,
 * conditions, constraints, points to try first, and which hyperparameters are the question.
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
    for (Entry entry : entries("fixed", "names with the values that they are held at")) {
      Optional<Distribution> range = searched("fixed", entry.key());
      Optional<SettingValue> value = SpaceReader.value(entry.value());
      if (range.isEmpty()) {
        continue;
      }
      if (value.filter(range.get()::contains).isEmpty()) {
        outside("fixed", entry.key(), entry.value(), range.get());
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
        entries("conditions", "names with the values of others they are there for")) {
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
      constraint(item)
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

  private Optional<Constraint> constraint(SpecNode item) {
    String form = "{sum or product: {name: weight, ...}, at-most or at-least: number}";
    if (!(item instanceof Section section)) {
      search.wrong("constraints", item, form);
      return Optional.empty();
    }
    List<Constraint.Term> terms = new ArrayList<>();
    Optional<Constraint.Form> kind = Optional.empty();
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    for (Entry entry : section.entries()) {
      boolean combines = entry.key().equals("sum") || entry.key().equals("product");
      OptionalDouble bound = number(entry.value());
      if (combines && kind.isEmpty() && entry.value() instanceof Section weights) {
        kind =
            Optional.of(entry.key().equals("sum") ? Constraint.Form.SUM : Constraint.Form.PRODUCT);
        for (Entry weight : weights.entries()) {
          OptionalDouble number = number(weight.value());
          if (number.isEmpty() || number.getAsDouble() == 0) {
            search.wrong(
                "constraints", weight.value(), "for %s a weight, not 0".formatted(weight.key()));
            return Optional.empty();
          }
          terms.add(new Constraint.Term(weight.key(), number.getAsDouble()));
        }
      } else if (entry.key().equals("at-most") && bound.isPresent()) {
        high = bound.getAsDouble();
      } else if (entry.key().equals("at-least") && bound.isPresent()) {
        low = bound.getAsDouble();
      } else {
        search.problem(
            "constraints",
            "needs %s, but has %s: %s".formatted(form, entry.key(), entry.value().description()));
        return Optional.empty();
      }
    }
    if (kind.isEmpty() || (Double.isInfinite(low) && Double.isInfinite(high))) {
      search.problem("constraints", "needs " + form);
      return Optional.empty();
    }
    Constraint.Form found = kind.get();
    double least = low;
    double most = high;
    try {
      return Optional.of(new Constraint(found, terms, least, most));
    } catch (IllegalArgumentException e) {
      search.problem("constraints", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private void ties() {
    for (Entry entry : entries("tied", "names with the names that they follow")) {
      Optional<HyperparameterName> name = HyperparameterName.of(entry.key());
      if (name.isEmpty()) {
        search.problem("tied", "'%s' is no hyperparameter".formatted(entry.key()));
        continue;
      }
      Optional<Tie> tie = tie(entry);
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
          .ifPresent(range -> checkFollowed(name.get(), tie.get(), range));
    }
  }

  private void checkFollowed(HyperparameterName name, Tie tie, Distribution range) {
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

  private static Optional<Tie> tie(Entry entry) {
    if (entry.value() instanceof Scalar scalar && !scalar.isNothing()) {
      return Optional.of(new Tie(entry.key(), scalar.text(), 1));
    }
    if (!(entry.value() instanceof Section section) || section.entries().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> leader = Optional.empty();
    double factor = 1;
    for (Entry part : section.entries()) {
      OptionalDouble number = number(part.value());
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

  /** The points to try first. */
  static List<Configuration> points(SectionReader search, SearchSpace space) {
    Optional<SpecNode> node = search.node("points");
    if (node.isEmpty()) {
      return List.of();
    }
    String form = "a list of points such as [{learning-rate: 0.01}]";
    if (!(node.get() instanceof Items items)) {
      search.wrong("points", node.get(), form);
      return List.of();
    }
    SpaceExtras extras = new SpaceExtras(search, space);
    List<Configuration> points = new ArrayList<>();
    for (SpecNode item : items.values()) {
      if (!(item instanceof Section section) || section.entries().isEmpty()) {
        search.wrong("points", item, form);
        continue;
      }
      List<Setting> settings = new ArrayList<>();
      for (Entry entry : section.entries()) {
        Optional<Distribution> range = extras.searched("points", entry.key());
        Optional<SettingValue> value = SpaceReader.value(entry.value());
        if (range.isPresent() && value.filter(range.get()::contains).isEmpty()) {
          extras.outside("points", entry.key(), entry.value(), range.get());
        } else if (range.isPresent()) {
          value.ifPresent(found -> settings.add(new Setting(entry.key(), found)));
        }
      }
      Configuration point = new Configuration(settings);
      if (space.violation(point) > 0) {
        search.problem("points", "the point '%s' breaks a constraint".formatted(point.text()));
      }
      points.add(point);
    }
    return points;
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
    SpaceExtras extras = new SpaceExtras(search, space);
    List<String> names = new ArrayList<>();
    for (SpecNode item : items.values()) {
      String name = item instanceof Scalar scalar ? scalar.text() : item.description();
      if (extras.searched("scientific", name).isPresent() && !names.contains(name)) {
        names.add(name);
      }
    }
    return names;
  }

  private List<Entry> entries(String key, String needed) {
    Optional<SpecNode> node = search.node(key);
    if (node.isPresent() && !(node.get() instanceof Section)) {
      search.wrong(key, node.get(), needed);
    }
    List<Entry> entries = new ArrayList<>();
    List<String> names = new ArrayList<>();
    if (node.isPresent() && node.get() instanceof Section section) {
      for (Entry entry : section.entries()) {
        if (names.contains(entry.key())) {
          search.problem(key, "'%s' stands twice".formatted(entry.key()));
        } else {
          names.add(entry.key());
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private Optional<Distribution> searched(String key, String name) {
    Optional<Distribution> range = space.distribution(name);
    if (range.isEmpty()) {
      List<String> names = space.hyperparameters().stream().map(Hyperparameter::name).toList();
      search.expect(
          false,
          key,
          "'%s' is not searched; searched are %s".formatted(name, String.join(", ", names)),
          "space");
    }
    return range;
  }

  private void outside(String key, String name, SpecNode node, Distribution range) {
    search.problem(
        key, "%s needs a value of %s, but is %s".formatted(name, range.text(), node.description()));
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

  private static OptionalDouble number(SpecNode node) {
    return node instanceof Scalar scalar ? ScalarForm.number(scalar) : OptionalDouble.empty();
  }

  private static <T> List<T> appended(List<T> list, T element) {
    List<T> result = new ArrayList<>(list);
    result.add(element);
    return result;
  }
}

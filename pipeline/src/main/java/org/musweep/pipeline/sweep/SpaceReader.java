package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.musweep.pipeline.space.Choice;
import org.musweep.pipeline.space.Distribution;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Uniform;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Scalar;
import org.musweep.pipeline.sweep.SpecNode.Style;

/** Reads {@code search.space}: hyperparameters with their ranges. */
final class SpaceReader {

  private static final List<String> KINDS =
      List.of("log-uniform", "uniform", "int", "log-int", "choice");
  private static final SearchSpace FALLBACK =
      SearchSpace.of(
          new Hyperparameter(HyperparameterName.LEARNING_RATE.key(), new LogUniform(1e-4, 1e-1)));

  private final SectionReader space;

  private SpaceReader(SectionReader space) {
    this.space = space;
  }

  static SearchSpace read(SectionReader space) {
    return new SpaceReader(space).read();
  }

  /** A number, or a word, of a search space; empty for anything else. */
  static Optional<SettingValue> value(SpecNode node) {
    if (!(node instanceof Scalar scalar) || scalar.isNothing()) {
      return Optional.empty();
    }
    OptionalDouble number = ScalarForm.number(scalar);
    return Optional.of(
        number.isPresent()
            ? new SettingValue.Numeric(number.getAsDouble())
            : new SettingValue.Named(scalar.text()));
  }

  private SearchSpace read() {
    List<Hyperparameter> hyperparameters = new ArrayList<>();
    for (String key : space.keys()) {
      HyperparameterName.of(key)
          .flatMap(this::distribution)
          .ifPresent(found -> hyperparameters.add(new Hyperparameter(key, found)));
    }
    HyperparameterName.values().forEach(name -> space.node(name.key()));
    if (space.isInFile() && space.keys().isEmpty()) {
      space.problem("is empty, but must have at least one hyperparameter");
    }
    space.finish();
    return hyperparameters.isEmpty() ? FALLBACK : new SearchSpace(hyperparameters);
  }

  private Optional<Distribution> distribution(HyperparameterName name) {
    SpecNode node = space.node(name.key()).orElseThrow();
    if (!(node instanceof SpecNode.Section)) {
      space.wrong(name.key(), node, "a range such as {log-uniform: [0.001, 0.1]}");
      return Optional.empty();
    }
    SectionReader range = space.section(name.key());
    List<String> kinds = KINDS.stream().filter(range::has).toList();
    Optional<SpecNode> values = Optional.empty();
    for (String kind : KINDS) {
      values = values.or(() -> range.node(kind));
    }
    if (range.keys().size() != 1) {
      space.problem(
          name.key(),
          "needs exactly one of %s, but has %s"
              .formatted(String.join(", ", KINDS), have(range.keys())));
      return Optional.empty();
    }
    KINDS.forEach(range::node);
    range.finish();
    return values.flatMap(found -> distribution(name, kinds.get(0), found));
  }

  private Optional<Distribution> distribution(HyperparameterName name, String kind, SpecNode node) {
    if (!(node instanceof Items items)) {
      String form = kind.equals("choice") ? "a list of values" : "[low, high]";
      space.problem(name.key(), "%s needs %s, but is %s".formatted(kind, form, node.description()));
      return Optional.empty();
    }
    List<SettingValue> values = new ArrayList<>();
    for (SpecNode item : items.values()) {
      Optional<SettingValue> value = value(item);
      if (value.isEmpty()) {
        space.wrong(name.key(), item, name.isNumeric() ? "numbers" : "words");
        return Optional.empty();
      }
      values.add(value.get());
    }
    return kind.equals("choice") ? choice(name, values) : range(name, kind, items, values);
  }

  private Optional<Distribution> choice(HyperparameterName name, List<SettingValue> values) {
    for (SettingValue value : values) {
      if (!name.admits(value)) {
        space.problem(
            name.key(), "needs values %s, but has '%s'".formatted(name.allowed(), value.text()));
        return Optional.empty();
      }
    }
    return attempt(name, () -> new Choice(values));
  }

  private Optional<Distribution> range(
      HyperparameterName name, String kind, Items items, List<SettingValue> values) {
    if (!name.isNumeric()) {
      space.problem(
          name.key(),
          "needs {choice: [...]} with values %s, but is %s".formatted(name.allowed(), kind));
      return Optional.empty();
    }
    if (values.size() != 2) {
      space.problem(
          name.key(), "%s needs [low, high], but has %s".formatted(kind, count(values.size())));
      return Optional.empty();
    }
    List<Double> ends = new ArrayList<>();
    for (int end = 0; end < 2; end++) {
      if (!(values.get(end) instanceof SettingValue.Numeric numeric)) {
        space.wrong(name.key(), items.values().get(end), "numbers");
        return Optional.empty();
      }
      ends.add(numeric.number());
    }
    return range(name, kind, written(items, 0), written(items, 1), ends.get(0), ends.get(1));
  }

  private Optional<Distribution> range(
      HyperparameterName name, String kind, String low, String high, double from, double to) {
    if (kind.startsWith("log-") && from <= 0) {
      space.problem(name.key(), "%s needs low > 0, but low is %s".formatted(kind, low));
    } else if (from >= to) {
      space.problem(
          name.key(),
          "%s needs low < high, but low is %s and high is %s".formatted(kind, low, high));
    } else if (!admits(name, from) || !admits(name, to)) {
      String end = admits(name, from) ? "high is " + high : "low is " + low;
      space.problem(name.key(), "needs values %s, but %s".formatted(name.allowed(), end));
    } else if (kind.endsWith("int") && !(isInt(from) && isInt(to))) {
      space.problem(
          name.key(),
          "%s needs whole numbers, but low is %s and high is %s".formatted(kind, low, high));
    } else {
      return attempt(name, () -> distribution(kind, from, to));
    }
    return Optional.empty();
  }

  private static Distribution distribution(String kind, double low, double high) {
    return switch (kind) {
      case "log-uniform" -> new LogUniform(low, high);
      case "uniform" -> new Uniform(low, high);
      case "int" -> new IntRange((int) low, (int) high);
      default -> IntRange.log((int) low, (int) high);
    };
  }

  private Optional<Distribution> attempt(HyperparameterName name, Supplier<Distribution> made) {
    try {
      return Optional.of(made.get());
    } catch (IllegalArgumentException e) {
      space.problem(name.key(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean admits(HyperparameterName name, double number) {
    return name.admits(new SettingValue.Numeric(number));
  }

  private static boolean isInt(double number) {
    return number == Math.rint(number) && Math.abs(number) <= Integer.MAX_VALUE;
  }

  private static String written(Items items, int index) {
    return items.values().get(index) instanceof Scalar scalar && scalar.style() == Style.PLAIN
        ? scalar.text()
        : items.values().get(index).description();
  }

  private static String have(List<String> keys) {
    return keys.isEmpty() ? "none" : String.join(" and ", keys);
  }

  private static String count(int values) {
    return values == 1 ? "1 value" : values + " values";
  }
}

package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Items;
import org.musweep.pipeline.sweep.SpecNode.Section;

/**
 * Reads the keys of one section, each asked for by name and type.
 *
 * <p>A wrong or missing value is noted and an allowed one is returned in its place, so that reading
 * goes on to the next problem. A section that is not in the file has the default of every key. At
 * the end {@link #finish} reports the keys that nobody asked for.
 */
final class SectionReader {

  private final Findings findings;
  private final String path;
  private final int line;
  private final boolean inFile;
  private final boolean complains;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Map<String, String> missing = new LinkedHashMap<>();

  /** A section that the file has. */
  private SectionReader(Findings findings, String path, int line, List<Entry> entries) {
    this(findings, path, line, true, true);
    for (Entry entry : entries) {
      Entry first = this.entries.putIfAbsent(entry.key(), entry);
      findings.place(path(entry.key()), entry.line());
      if (first != null) {
        findings.problem(
            entry.line(), path(entry.key()), "stands twice, first in line " + first.line());
        findings.place(path(entry.key()), first.line());
      }
    }
  }

  private SectionReader(
      Findings findings, String path, int line, boolean inFile, boolean complains) {
    this.findings = findings;
    this.path = path;
    this.line = line;
    this.inFile = inFile;
    this.complains = complains;
  }

  /** The whole file. */
  static SectionReader ofFile(Findings findings, Section section) {
    return new SectionReader(findings, "", section.line(), section.entries());
  }

  /** A section made of keys from several places. */
  static SectionReader of(Findings findings, String path, int line, List<Entry> entries) {
    return new SectionReader(findings, path, line, entries);
  }

  /** The full name of a key of this section. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Whether the file has the key. */
  boolean has(String key) {
    return entries.containsKey(key);
  }

  /** Whether the file has this section. */
  boolean isInFile() {
    return inFile;
  }

  /** What the section holds, in the file's order. */
  List<Entry> entries() {
    return List.copyOf(entries.values());
  }

  /** The keys that the file has, in its order. */
  List<String> keys() {
    return List.copyOf(entries.keySet());
  }

  /** A value that has to be there, and of which only the form counts. */
  <T> void demand(String key, Form<T> form, T fallback) {
    required(key, form, fallback);
  }

  /** A section that has to be there. */
  SectionReader section(String key) {
    Optional<SpecNode> node = ask(key, "a section of keys");
    return node.map(value -> inner(key, value)).orElseGet(() -> absent(key, false));
  }

  /** A section that may be missing. */
  SectionReader sectionIfAny(String key) {
    Optional<SpecNode> node = askIfAny(key);
    return node.map(value -> inner(key, value)).orElseGet(() -> absent(key, true));
  }

  /** Text that has to be there and not be blank. */
  String text(String key) {
    return required(key, Form.text(), "?");
  }

  /** Text that is not blank. */
  String text(String key, String otherwise) {
    return optional(key, Form.text(), otherwise, otherwise);
  }

  /** A whole number that has to be there. */
  int wholeNumber(String key, int least) {
    return required(key, Form.wholeNumber(least), Math.max(1, least));
  }

  /** A whole number. */
  int wholeNumber(String key, int least, int otherwise) {
    return optional(key, Form.wholeNumber(least), otherwise, otherwise);
  }

  /** A number of an interval. */
  double number(String key, Interval interval, double otherwise) {
    return optional(key, Form.number(interval), otherwise, interval.fallback());
  }

  /** {@code true} or {@code false}. */
  boolean truth(String key, boolean otherwise) {
    return optional(key, Form.truth(), otherwise, otherwise);
  }

  /** One of the words of an enum. */
  <E extends SpecWord> E word(String key, List<E> words, E otherwise) {
    return optional(key, Form.word(words), otherwise, otherwise);
  }

  /** One of these words; empty, and noted, if the key is missing or has another. */
  Optional<String> word(String key, List<String> words) {
    String word = required(key, Form.textOf(words), "");
    return word.isEmpty() ? Optional.empty() : Optional.of(word);
  }

  /** A value of any other form. */
  <T> T value(String key, Form<T> form, T otherwise) {
    return optional(key, form, otherwise, otherwise);
  }

  /** A list of whole numbers, one or more. */
  List<Integer> wholeNumbers(String key, int least, List<Integer> otherwise) {
    return optionalList(key, Form.wholeNumber(least), otherwise, Math.max(1, least));
  }

  /** A list of numbers, one or more. */
  List<Double> numbers(String key, Interval interval, List<Double> otherwise) {
    return optionalList(key, Form.number(interval), otherwise, interval.fallback());
  }

  /** The value of a key as it stands, for values of several forms. */
  Optional<SpecNode> node(String key) {
    return askIfAny(key);
  }

  /** The value of a key that has to be there, for values of several forms. */
  Optional<SpecNode> required(String key, String allowed) {
    return ask(key, allowed);
  }

  /** Notes a problem with the section itself. */
  void problem(String message) {
    findings.problem(line, path, message);
  }

  /** Notes a problem with a key's value. */
  void problem(String key, String message) {
    findings.problem(findings.line(path(key)), path(key), message);
  }

  /** Notes a problem with a key's value unless {@code holds} or a key involved is wrong anyway. */
  void expect(boolean holds, String key, String message, String... alsoInvolved) {
    findings.require(
        holds,
        path(key),
        message,
        Arrays.stream(alsoInvolved).map(this::path).toArray(String[]::new));
  }

  /** Notes that a value is not what is needed. */
  void wrong(String key, SpecNode node, String needed) {
    wrong(key, node, needed, "");
  }

  private void wrong(String key, SpecNode node, String needed, String hint) {
    findings.problem(
        node.line(),
        path(key),
        "needs %s, but is %s%s".formatted(needed, node.description(), hint));
  }

  /** Reports missing keys, and keys that the section does not have. */
  void finish() {
    for (Entry entry : entries.values()) {
      if (!asked.contains(entry.key())) {
        reportUnknown(entry);
      }
    }
    reportMissing();
  }

  /**
   * Reports missing keys, and keys that are probably misspelt ones of those; the others cannot be
   * judged where the key that says which are allowed is missing.
   */
  void finishWithoutItsKind() {
    List<String> absent = asked.stream().filter(key -> !entries.containsKey(key)).toList();
    for (Entry entry : entries.values()) {
      if (!asked.contains(entry.key()) && Spelling.nearest(entry.key(), absent).isPresent()) {
        reportUnknown(entry);
      }
    }
    reportMissing();
    findings.distrust(path);
  }

  private void reportMissing() {
    missing.forEach(
        (key, allowed) -> findings.problem(line, path(key), "missing; it must be " + allowed));
  }

  private void reportUnknown(Entry entry) {
    List<String> absent = asked.stream().filter(key -> !entries.containsKey(key)).toList();
    Optional<String> meant =
        Spelling.nearest(entry.key(), absent).or(() -> Spelling.nearest(entry.key(), asked));
    meant.ifPresent(
        key -> {
          if (missing.remove(key) != null) {
            findings.distrust(path(key));
          }
        });
    findings.distrust(path(entry.key()));
    findings.problem(
        entry.line(),
        "unknown key '%s'%s; %s"
            .formatted(
                entry.key(),
                path.isEmpty() ? "" : " in " + path,
                meant
                    .map(key -> "did you mean '" + key + "'?")
                    .orElse("allowed are " + String.join(", ", asked))));
    meant.ifPresent(key -> findings.distrust(path(key)));
  }

  private SectionReader inner(String key, SpecNode node) {
    if (node instanceof Section section) {
      return new SectionReader(findings, path(key), findings.line(path(key)), section.entries());
    }
    wrong(key, node, "a section of keys");
    return absent(key, false);
  }

  private SectionReader absent(String key, boolean allowed) {
    if (!allowed) {
      findings.distrust(path(key));
    }
    return new SectionReader(findings, path(key), line, false, allowed && complains);
  }

  private Optional<SpecNode> askIfAny(String key) {
    asked.add(key);
    findings.knows(path(key));
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  private Optional<SpecNode> ask(String key, String allowed) {
    Optional<SpecNode> node = askIfAny(key);
    if (node.isEmpty() && complains) {
      missing.put(key, allowed);
      findings.distrust(path(key));
    }
    return node;
  }

  private <T> T required(String key, Form<T> form, T fallback) {
    return ask(key, form.allowed())
        .map(node -> convert(key, node, form, fallback))
        .orElse(fallback);
  }

  private <T> T optional(String key, Form<T> form, T otherwise, T fallback) {
    return askIfAny(key).map(node -> convert(key, node, form, fallback)).orElse(otherwise);
  }

  private <T> List<T> optionalList(String key, Form<T> form, List<T> otherwise, T fallback) {
    Optional<SpecNode> node = askIfAny(key);
    if (node.isEmpty()) {
      return otherwise;
    }
    if (!(node.get() instanceof Items items) || items.values().isEmpty()) {
      String found = node.get() instanceof Items ? "an empty list" : node.get().description();
      findings.problem(
          node.get().line(),
          path(key),
          "needs a list, each value %s, but is %s".formatted(form.allowed(), found));
      return otherwise;
    }
    List<T> values = new ArrayList<>();
    for (SpecNode item : items.values()) {
      values.add(convert(key, item, form, fallback));
    }
    return values;
  }

  private <T> T convert(String key, SpecNode node, Form<T> form, T fallback) {
    Optional<T> value = form.reading().apply(node);
    if (value.isEmpty()) {
      String hint = form.meant(node).map(word -> "; did you mean '" + word + "'?").orElse("");
      wrong(key, node, form.allowed(), hint);
    }
    return value.orElse(fallback);
  }
}

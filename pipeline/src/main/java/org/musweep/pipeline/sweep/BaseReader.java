package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.pipeline.sweep.SpecNode.Entry;
import org.musweep.pipeline.sweep.SpecNode.Section;

/** Reads the keys of the {@code model} section that say what its base is. */
final class BaseReader {

  private static final String BASE = "base";
  private static final String DELTA = "delta";
  private static final String SHAPES = "base-shapes";
  private static final String BASIS = "width-basis";

  private static final Set<String> OWN_KEYS = Set.of(BASE, DELTA, SHAPES, BASIS, "base-width");

  private final SectionReader section;
  private final Findings findings;

  private BaseReader(SectionReader section, Findings findings) {
    this.section = section;
    this.findings = findings;
  }

  /** Makes a section know these keys; they are read by {@link #read} when the model has been. */
  static void ask(SectionReader section) {
    List.of(BASE, DELTA, SHAPES, BASIS).forEach(section::node);
  }

  /** The base of the model that a section describes. */
  static BaseSpec read(SectionReader section, Findings findings) {
    return new BaseReader(section, findings).read();
  }

  private BaseSpec read() {
    oneWayOnly();
    if (section.has(SHAPES)) {
      return shapes();
    }
    if (section.has(BASIS)) {
      return basis();
    }
    return section.has(BASE) || section.has(DELTA) ? models() : new BaseSpec.Width();
  }

  private void oneWayOnly() {
    List<String> ways =
        List.of(SHAPES, BASE, BASIS, "base-width").stream().filter(section::has).toList();
    boolean basisOnWidth = ways.equals(List.of(BASIS, "base-width"));
    section.expect(
        ways.size() < 2 || basisOnWidth,
        ways.isEmpty() ? BASE : ways.get(0),
        "stands beside %s; at most one of base-width, base with delta, base-shapes and width-basis is allowed (but width-basis may have base-width)"
            .formatted(String.join(", ", ways.subList(Math.min(1, ways.size()), ways.size()))));
    section.expect(
        section.has(BASE) == section.has(DELTA),
        section.has(BASE) ? BASE : DELTA,
        "needs %s beside it: what differs between the two is a width"
            .formatted(section.has(BASE) ? DELTA : BASE));
  }

  private BaseSpec basis() {
    int factor = section.wholeNumber(BASIS, 2, 2);
    Optional<Integer> width = width();
    section.expect(
        width.isEmpty() || width.get() % factor == 0,
        BASIS,
        "must divide %s, %d, but is %d"
            .formatted(
                section.has("base-width") ? "model.base-width" : "model.width",
                width.orElse(0),
                factor));
    return new BaseSpec.Basis(factor);
  }

  private Optional<Integer> width() {
    String key = section.has("base-width") ? "base-width" : "width";
    return section.node(key).flatMap(Form.wholeNumber(1).reading());
  }

  private BaseSpec shapes() {
    String value = section.text(SHAPES, "?");
    try {
      return new BaseSpec.Shapes(
          value.contains("\n")
              ? BaseShapeFile.parse(section.path(SHAPES), value)
              : BaseShapeFile.read(Path.of(value)));
    } catch (IOException e) {
      unreadable(value, missing(value) ? "does not exist" : "cannot be read: " + FileTrouble.of(e));
    } catch (InvalidPathException e) {
      unreadable(value, "is no path: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      section.problem(SHAPES, String.valueOf(e.getMessage()));
    }
    return new BaseSpec.Width();
  }

  private void unreadable(String value, String reason) {
    section.problem(SHAPES, "needs a base shape file (.bsh), but '%s' %s".formatted(value, reason));
  }

  private static boolean missing(String path) {
    try {
      return !Files.exists(Path.of(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private BaseSpec models() {
    if (!findings.isSound(section.path(BASE)) || !findings.isSound(section.path(DELTA))) {
      return new BaseSpec.Width();
    }
    Optional<ModelSpec> base = changed(BASE);
    Optional<ModelSpec> delta = changed(DELTA);
    return base.isPresent() && delta.isPresent()
        ? new BaseSpec.Models(base.get(), delta.get())
        : new BaseSpec.Width();
  }

  /** The model with the keys of an inner section in place of its own. */
  private Optional<ModelSpec> changed(String key) {
    SpecNode node = section.node(key).orElseThrow();
    if (!(node instanceof Section inner)) {
      section.wrong(key, node, "a section of the model's keys that differ");
      return Optional.empty();
    }
    Set<String> replaced = inner.entries().stream().map(Entry::key).collect(Collectors.toSet());
    List<Entry> entries = new ArrayList<>(inner.entries());
    section.entries().stream()
        .filter(entry -> !replaced.contains(entry.key()) && !OWN_KEYS.contains(entry.key()))
        .forEach(entries::add);
    Findings own = findings.afresh();
    SectionReader reader = SectionReader.of(own, section.path(key), inner.line(), entries);
    ModelSpec read = ModelReader.read(reader);
    findings.takeOver(own);
    return Optional.of(read);
  }
}

package org.musweep.pipeline.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What was noticed while a sweep file was read: problems, cautions and the place of every key. */
final class Findings {

  private final String file;
  private final Map<String, Integer> lines;
  private final Set<String> unsound = new TreeSet<>();
  private final Set<String> knownKeys = new TreeSet<>();
  private final List<Finding> problems = new ArrayList<>();
  private final List<Finding> cautions = new ArrayList<>();

  private record Finding(int line, String text) {}

  Findings(String file) {
    this(file, Map.of());
  }

  private Findings(String file, Map<String, Integer> lines) {
    this.file = file;
    this.lines = new HashMap<>(lines);
  }

  /** The same places with nothing found yet. */
  Findings afresh() {
    return new Findings(file, lines);
  }

  /** Notes the line that a key stands in. */
  void place(String path, int line) {
    lines.put(path, line);
  }

  /** Notes a key that the reader knows, whether it stands in the file or not. */
  void knows(String path) {
    knownKeys.add(path);
  }

  /** Every key that the reader has asked for. */
  Set<String> knownKeys() {
    return Set.copyOf(knownKeys);
  }

  /** The line of a key; of the section around it if the key is not in the file. */
  int line(String path) {
    String place = path;
    while (!lines.containsKey(place)) {
      int dot = place.lastIndexOf('.');
      if (dot < 0) {
        return 1;
      }
      place = place.substring(0, dot);
    }
    return lines.get(place);
  }

  /** Whether the file has a key. */
  boolean has(String path) {
    return lines.containsKey(path);
  }

  /** A problem that no key is to blame for. */
  void problem(int line, String message) {
    problems.add(new Finding(line, message));
  }

  /** A problem with a key's value. */
  void problem(int line, String path, String message) {
    unsound.add(path);
    problem(line, path + ": " + message);
  }

  /** Takes a key for wrong without saying so once more. */
  void distrust(String path) {
    unsound.add(path);
  }

  /** Something allowed that deserves a second thought. */
  void caution(String path, String message) {
    cautions.add(new Finding(line(path), path + ": " + message));
  }

  /** A problem with a key unless {@code holds} or one of the keys involved is wrong anyway. */
  void require(boolean holds, String path, String message, String... alsoInvolved) {
    if (!holds && isSound(path) && List.of(alsoInvolved).stream().allMatch(this::isSound)) {
      problem(line(path), path, message);
    }
  }

  /** Whether nothing is wrong with a key, the sections around it and what is in it. */
  boolean isSound(String path) {
    return unsound.stream()
        .noneMatch(
            wrong ->
                wrong.equals(path) || path.startsWith(wrong + ".") || wrong.startsWith(path + "."));
  }

  /** Adds the problems of another, which has the same file. */
  void takeOver(Findings other) {
    problems.addAll(other.problems);
    unsound.addAll(other.unsound);
  }

  /** The cautions in the order of their lines. */
  List<String> cautions() {
    return inOrder(cautions);
  }

  /** Throws what was found, if anything. */
  void throwProblems() {
    if (!problems.isEmpty()) {
      throw exception();
    }
  }

  /** An exception with what was found, which is at least one problem. */
  SpecException exception() {
    return new SpecException(inOrder(problems));
  }

  private List<String> inOrder(List<Finding> findings) {
    return findings.stream()
        .sorted(Comparator.comparingInt(Finding::line))
        .map(finding -> "%s:%d: %s".formatted(file, finding.line(), oneLine(finding.text())))
        .distinct()
        .toList();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }
}

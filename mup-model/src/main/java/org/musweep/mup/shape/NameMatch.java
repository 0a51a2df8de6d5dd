package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The parameters of two models, paired by name.
 *
 * @param pairs positions on the left and the right, in the left model's order
 * @param problems sentences about names that stand on one side only
 */
record NameMatch(List<Pair> pairs, List<String> problems) {

  private static final String WRAPPER_PREFIX = "module.";

  /** Copies the lists. */
  NameMatch {
    pairs = List.copyOf(pairs);
    problems = List.copyOf(problems);
  }

  /** Positions of the same parameter in two models. */
  record Pair(int left, int right) {}

  static NameMatch of(String left, List<String> leftNames, String right, List<String> rightNames) {
    requireDistinct(left, leftNames);
    requireDistinct(right, rightNames);
    boolean sameWrapping = isWrapped(leftNames) == isWrapped(rightNames);
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < rightNames.size(); i++) {
      positions.put(key(rightNames.get(i), sameWrapping), i);
    }
    List<Pair> pairs = new ArrayList<>();
    List<String> leftOnly = new ArrayList<>();
    for (int i = 0; i < leftNames.size(); i++) {
      Integer position = positions.remove(key(leftNames.get(i), sameWrapping));
      if (position == null) {
        leftOnly.add(leftNames.get(i));
      } else {
        pairs.add(new Pair(i, position));
      }
    }
    List<String> problems = new ArrayList<>();
    if (!leftOnly.isEmpty()) {
      problems.add("only in " + left + ": " + String.join(", ", leftOnly));
    }
    if (!positions.isEmpty()) {
      problems.add(
          "only in "
              + right
              + ": "
              + String.join(", ", positions.values().stream().map(rightNames::get).toList()));
    }
    return new NameMatch(pairs, problems);
  }

  static void requireDistinct(String what, List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException(
            "Invalid parameter names: " + name + " stands twice in " + what);
      }
    }
  }

  private static boolean isWrapped(List<String> names) {
    return !names.isEmpty() && names.stream().allMatch(name -> name.startsWith(WRAPPER_PREFIX));
  }

  private static String key(String name, boolean sameWrapping) {
    return !sameWrapping && name.startsWith(WRAPPER_PREFIX)
        ? name.substring(WRAPPER_PREFIX.length())
        : name;
  }
}

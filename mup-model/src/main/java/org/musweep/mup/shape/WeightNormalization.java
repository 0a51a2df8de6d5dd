package org.musweep.mup.shape;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds weights that PyTorch's weight norm has split into a length and a direction.
 *
 * <p>Source of the names: {@code torch.nn.utils.weight_norm} ({@code weight_g}, {@code weight_v})
 * and {@code torch.nn.utils.parametrizations.weight_norm} ({@code original0}, {@code original1}).
 */
final class WeightNormalization {

  private static final String LENGTH = "_g";
  private static final String DIRECTION = "_v";
  private static final String PARAMETRIZED_LENGTH = ".original0";
  private static final String PARAMETRIZED_DIRECTION = ".original1";

  private WeightNormalization() {}

  /** A sentence for each weight of a model that is normalized. */
  static List<String> problems(List<String> names) {
    Set<String> all = new HashSet<>(names);
    List<String> problems = new ArrayList<>();
    for (String name : names) {
      split(name, LENGTH, DIRECTION, all, problems);
      if (name.contains("parametrizations.")) {
        split(name, PARAMETRIZED_LENGTH, PARAMETRIZED_DIRECTION, all, problems);
      }
    }
    return problems;
  }

  private static void split(
      String name, String length, String direction, Set<String> all, List<String> problems) {
    if (!name.endsWith(length)) {
      return;
    }
    String weight = name.substring(0, name.length() - length.length());
    if (all.contains(weight + direction)) {
      problems.add(
          weight
              + " is under weight norm ("
              + name
              + " times the direction of "
              + weight
              + direction
              + "): the weight's size is then that of a vector, whatever the initial values and"
              + " updates of its direction are, so no rule for a weight of this shape holds"
              + " (remove weight norm, or use a normalization of activations)");
    }
  }
}

package org.musweep.pipeline.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How long a part of a run took.
 *
 * @param name such as {@code transfer check}
 * @param seconds wall-clock time
 */
public record PartTime(String name, double seconds) {

  /**
   * The parts that the packs tell of, in the order in which they began: for how long at least one
   * pack of a purpose trained. The wide run comes last.
   *
   * @param wideSeconds of the wide run's training, if it has ended
   */
  public static List<PartTime> of(List<PackTime> packs, OptionalDouble wideSeconds) {
    Map<String, List<PackTime>> byPurpose = new LinkedHashMap<>();
    packs.stream()
        .sorted(Comparator.comparingLong(PackTime::startMillis))
        .forEach(
            pack ->
                byPurpose.computeIfAbsent(pack.purpose(), purpose -> new ArrayList<>()).add(pack));
    List<PartTime> parts = new ArrayList<>();
    byPurpose.forEach(
        (purpose, some) -> parts.add(new PartTime(name(purpose), covered(some) / 1000)));
    wideSeconds.ifPresent(seconds -> parts.add(new PartTime("wide run", seconds)));
    return List.copyOf(parts);
  }

  /** Milliseconds in which at least one of the packs trained; the packs are in order. */
  private static double covered(List<PackTime> packs) {
    double sum = 0;
    double end = Double.NEGATIVE_INFINITY;
    for (PackTime pack : packs) {
      sum += Math.max(0, pack.endMillis() - Math.max(end, (double) pack.startMillis()));
      end = Math.max(end, pack.endMillis());
    }
    return sum;
  }

  private static String name(String purpose) {
    return switch (purpose) {
      case "exploration" -> "search";
      case "finalist" -> "finalists";
      default -> purpose.replace('_', ' ').replace('-', ' ');
    };
  }
}

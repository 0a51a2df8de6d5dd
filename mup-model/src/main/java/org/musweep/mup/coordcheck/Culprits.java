package org.musweep.mup.coordcheck;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Finds the modules at fault among all that fail.
 *
 * <p>A mistake in one module makes others fail that read its output, and in the end all of them.
 * Two statistics are the module's own, whatever it reads: how its outputs differ relative to its
 * inputs, and what its own update does on the same input. The modules that fail in one of these at
 * the earliest step are named; of a module and its parts, the parts.
 */
final class Culprits {

  private Culprits() {}

  /** One slope per module, in the order of the slopes given. */
  static List<ModuleSlope> of(List<ModuleSlope> slopes) {
    List<ModuleSlope> own =
        slopes.stream()
            .filter(slope -> slope.outcome() == CoordOutcome.FAILED)
            .filter(
                slope ->
                    slope.statistic().equals(CoordRecord.UPDATE)
                        || slope.statistic().equals(CoordRecord.DEPENDENCY))
            .toList();
    int earliest = own.stream().mapToInt(ModuleSlope::step).min().orElse(0);
    Map<String, ModuleSlope> byModule = new LinkedHashMap<>();
    for (ModuleSlope slope : own) {
      if (slope.step() == earliest) {
        byModule.merge(slope.module(), slope, Culprits::steeper);
      }
    }
    return byModule.values().stream().filter(explainedByAnother(byModule).negate()).toList();
  }

  /**
   * A block is explained by its layers. Logits are explained by their attention layer: they follow
   * from its weights, and are wrong by themselves only if the layer is right.
   */
  private static Predicate<ModuleSlope> explainedByAnother(Map<String, ModuleSlope> failed) {
    return slope -> {
      String module = slope.module();
      if (slope.kind() == ModuleKind.LOGITS) {
        return failed.containsKey(module.substring(0, module.lastIndexOf('.')));
      }
      return failed.values().stream()
          .anyMatch(
              part -> part.kind() != ModuleKind.LOGITS && part.module().startsWith(module + "."));
    };
  }

  private static ModuleSlope steeper(ModuleSlope a, ModuleSlope b) {
    return size(a) >= size(b) ? a : b;
  }

  private static double size(ModuleSlope slope) {
    return slope.estimate() instanceof SlopeFit fit
        ? Math.abs(fit.slope())
        : Double.POSITIVE_INFINITY;
  }
}

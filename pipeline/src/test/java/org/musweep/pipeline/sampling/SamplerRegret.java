package org.musweep.pipeline.sampling;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * Prints what samplers leave of the optimum on closed-form functions, the median over seeds after
 * 10, 20, … trials, and whether that is at most 1.25 times the reference. Run it from the project's
 * folder with:
 *
 * <pre>
 * mvn -q -pl pipeline -am -DskipTests test-compile
 * mvn -q -pl pipeline dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp pipeline/target/test-classes:pipeline/target/classes:$(cat pipeline/target/classpath) \
 *     org.musweep.pipeline.sampling.SamplerRegret [seeds] [sampler] [function]
 * </pre>
 *
 * <p>Source of the reference: Optuna 5.0.0 on the same functions, median of 20 seeds (GP: 10).
 */
final class SamplerRegret {

  private static final List<Integer> TRIALS = List.of(10, 20, 40, 60, 80, 100);
  private static final double ACCEPTED = 1.25;
  private static final int GP_SHARE = 2;

  private static final Map<String, Map<String, Double>> REFERENCE =
      Map.of(
          "tpe",
          Map.of("Branin", 0.019, "Hartmann-3", 0.016, "Hartmann-6", 0.094),
          "tpe, 8 at once",
          Map.of("Branin", 0.029, "Hartmann-3", 0.017, "Hartmann-6", 0.27),
          "gp",
          Map.of("Branin", 2e-5, "Hartmann-3", 2e-5, "Hartmann-6", 3e-4));

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("random", RandomSampler::new, 100, 1),
          new Entry("sobol", SobolSampler::new, 100, 1),
          new Entry("tpe", TpeSampler::new, 100, 1),
          new Entry("tpe, 8 at once", TpeSampler::new, 100, 8),
          new Entry("gp", GaussianProcessSampler::new, 80, 1),
          new Entry("gp, 8 at once", GaussianProcessSampler::new, 80, 8));

  private record Entry(String name, LongFunction<Sampler> sampler, int trials, int outstanding) {

    boolean fits(TestFunction function, int seeds, PrintStream out) {
      int used = name.startsWith("gp") ? Math.max(1, seeds / GP_SHARE) : seeds;
      var search = new ClosedFormSearch(function, trials, outstanding);
      List<List<Double>> curves = search.curves(sampler, used);
      StringBuilder line = new StringBuilder("%-20s %-15s".formatted(function.name(), name));
      double last = Double.NaN;
      for (int at : TRIALS) {
        if (at <= trials) {
          last = ClosedFormSearch.median(curves.stream().map(curve -> curve.get(at - 1)).toList());
          line.append(String.format(Locale.ROOT, "%10.2g", last));
        }
      }
      Double reference = REFERENCE.getOrDefault(name, Map.of()).get(function.name());
      boolean fits = reference == null || last <= ACCEPTED * reference;
      if (reference != null) {
        line.append("   reference %s: %s".formatted(reference, fits ? "holds" : "MISSED"));
      }
      out.println(line);
      return fits;
    }
  }

  private SamplerRegret() {}

  /** Prints the table; exits with 1 if a reference was missed. */
  public static void main(String[] arguments) {
    int seeds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    String sampler = arguments.length > 1 ? arguments[1] : "";
    String name = arguments.length > 2 ? arguments[2] : "";
    boolean fits = true;
    for (TestFunction function : TestFunction.all()) {
      for (Entry entry : ENTRIES) {
        if (function.name().contains(name) && entry.name().startsWith(sampler)) {
          fits &= entry.fits(function, seeds, System.out);
        }
      }
    }
    System.exit(fits ? 0 : 1);
  }
}

package org.musweep.pipeline.sampling;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Prints how long suggestions take after so many trials of Hartmann-6; {@link SamplerRegret} says
 * how it is run.
 */
final class SamplerLatency {

  private static final int WARM_UP = 20;
  private static final int CALLS = 200;

  private SamplerLatency() {}

  /** Prints a line for every sampler; with a name, for that one. */
  public static void main(String[] arguments) {
    String wanted = arguments.length > 0 ? arguments[0] : "";
    print("sobol", new SobolSampler(1), 100, wanted);
    print("sobol", new SobolSampler(1), 10_000, wanted);
    print("tpe", new TpeSampler(1), 1_000, wanted);
    print("tpe", new TpeSampler(1), 10_000, wanted);
    print("gp", new GaussianProcessSampler(1), 100, wanted);
    print("gp", new GaussianProcessSampler(1), 500, wanted);
  }

  private static void print(String name, Sampler sampler, int trials, String wanted) {
    if (!name.startsWith(wanted)) {
      return;
    }
    History history = told(TestFunction.hartmann6(), trials);
    double[] millis = new double[CALLS];
    for (int call = -WARM_UP; call < CALLS; call++) {
      long start = System.nanoTime();
      var unused = sampler.suggest(TestFunction.hartmann6().space(), trials + call, history);
      if (call >= 0) {
        millis[call] = (System.nanoTime() - start) * 1e-6;
      }
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s after %d trials: median %.3f ms, 99th percentile %.3f ms, most %.3f ms%n",
        name,
        trials,
        millis[CALLS / 2],
        millis[CALLS * 99 / 100 - 1],
        millis[CALLS - 1]);
  }

  private static History told(TestFunction function, int trials) {
    List<Observation> told =
        IntStream.range(0, trials)
            .mapToObj(i -> new SobolSampler(2).suggest(function.space(), i, History.none()))
            .map(function::observe)
            .toList();
    return new History(told, List.of());
  }
}

package org.musweep.pipeline.sampling;

/** Prints what a sampler suggests after thirty results: run in a JVM of its own. */
final class SuggestionPrinter {

  private SuggestionPrinter() {}

  static String suggestion(String kind) {
    Sampler sampler = kind.equals("tpe") ? new TpeSampler(7) : new GaussianProcessSampler(7);
    return sampler.suggest(TestFunction.cliff().space(), 30, LearningSamplerContract.told()).text();
  }

  /** Prints one line. */
  public static void main(String[] arguments) {
    System.out.println(suggestion(arguments[0]));
  }
}

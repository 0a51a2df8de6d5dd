package org.musweep.pipeline.report;

/**
 * When a pack trained.
 *
 * @param pack its id
 * @param purpose of its trials, in lower case as in the trials table
 * @param width of its models
 * @param lanes how many trials trained in it
 * @param fromStep the step it started from
 * @param toStep the step it was to end at
 * @param host where it ran
 * @param startMillis when it was handed to the executor, in milliseconds since 1970 UTC
 * @param seconds wall-clock time of its training
 */
public record PackTime(
    String pack,
    String purpose,
    int width,
    int lanes,
    int fromStep,
    int toStep,
    String host,
    long startMillis,
    double seconds) {

  double endMillis() {
    return startMillis + 1000 * seconds;
  }
}

package org.musweep.jobs;

/**
 * How a step ended.
 *
 * @param exit the code that the command ends with if no later step changes it
 * @param summary one line for a person
 */
record StepResult(ExitCode exit, String summary) {

  static StepResult done(String summary) {
    return new StepResult(ExitCode.DONE, summary);
  }
}

package org.musweep.jobs;

/** One step of a sweep, which can be run alone and run again. */
interface Step {

  /** Its name in status.json, in the study log and on the command line. */
  String name();

  /** Does what is not done yet. */
  StepResult run(RunContext context);
}

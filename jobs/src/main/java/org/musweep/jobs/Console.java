package org.musweep.jobs;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * The streams that a command talks to.
 *
 * @param in answers to questions
 * @param out what a command is asked for, and progress
 * @param err what is wrong
 * @param columns of the terminal that {@code out} is; 0 if it is none
 */
record Console(InputStream in, PrintStream out, PrintStream err, int columns) {

  private static final String COLUMNS = "musweep.columns";

  /**
   * The process's own streams. The launcher says how wide the terminal is in the system property
   * {@value #COLUMNS}, since Java cannot tell.
   */
  static Console ofProcess() {
    return new Console(System.in, System.out, System.err, Integer.getInteger(COLUMNS, 0));
  }

  /** Whether lines can be drawn over. */
  boolean isTerminal() {
    return columns > 0;
  }
}

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
 * @param outPalette colours of {@code out}
 * @param errPalette colours of {@code err}
 */
record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    int columns,
    Palette outPalette,
    Palette errPalette) {

  private static final String COLUMNS = "musweep.columns";
  private static final String ERRORS_ON_TERMINAL = "musweep.errors-on-terminal";

  /** A console without colours. */
  Console(InputStream in, PrintStream out, PrintStream err, int columns) {
    this(in, out, err, columns, Palette.PLAIN, Palette.PLAIN);
  }

  /**
   * The process's own streams. The launcher says how wide the terminal is in the system property
   * {@value #COLUMNS}, and whether errors go to one too in {@value #ERRORS_ON_TERMINAL}, since Java
   * cannot tell.
   */
  static Console ofProcess() {
    int columns = Integer.getInteger(COLUMNS, 0);
    return new Console(
        System.in,
        System.out,
        System.err,
        columns,
        Palette.of(columns > 0, System.getenv()),
        Palette.of(Boolean.getBoolean(ERRORS_ON_TERMINAL), System.getenv()));
  }

  /** Whether lines can be drawn over. */
  boolean isTerminal() {
    return columns > 0;
  }

  /** The same, for a command whose output a script reads: all that is for people goes elsewhere. */
  Console forPeople() {
    return new Console(in, err, err, 0, errPalette, errPalette);
  }
}

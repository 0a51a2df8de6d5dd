package org.musweep.jobs;

import java.io.PrintStream;
import java.time.Duration;

/** Where progress is shown: a line that is drawn over, or lines one below the other. */
sealed interface Screen {

  /** The screen that fits a console. */
  static Screen of(Console console) {
    return console.isTerminal()
        ? new Redrawn(console.out(), console.columns())
        : new Plain(console.out());
  }

  /** The least time between two lines of progress of one phase. */
  Duration interval();

  /** Shows how far it is, in the place of what was last shown. */
  void show(String line);

  /** Prints a line that stays. */
  void print(String line);

  /** Takes away what is shown and does not stay. */
  void clear();

  /** A terminal: one line at the bottom, drawn over. */
  record Redrawn(PrintStream out, int columns) implements Screen {

    private static final String START_OF_LINE = "\r\u001b[K";

    @Override
    public Duration interval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public void show(String line) {
      // One column less, since many terminals start a new line at the last one.
      int fits = Math.min(line.length(), columns - 1);
      out.print(START_OF_LINE + line.substring(0, fits));
      out.flush();
    }

    @Override
    public void print(String line) {
      out.println(START_OF_LINE + line);
      out.flush();
    }

    @Override
    public void clear() {
      out.print(START_OF_LINE);
      out.flush();
    }
  }

  /** A file or a pipe: line by line. */
  record Plain(PrintStream out) implements Screen {

    @Override
    public Duration interval() {
      return Duration.ofSeconds(5);
    }

    @Override
    public void show(String line) {
      print(line);
    }

    @Override
    public void print(String line) {
      out.println(line);
      out.flush();
    }

    @Override
    public void clear() {}
  }
}

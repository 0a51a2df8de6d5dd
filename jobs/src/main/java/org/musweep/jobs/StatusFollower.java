package org.musweep.jobs;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Shows how a run stands, once a second, until its process ends: on a terminal in one place,
 * elsewhere a line whenever something has changed.
 */
final class StatusFollower {

  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final Console console;
  private final Form form;
  private final Pace pace;
  private String last = "";
  private int drawn;

  /** What is shown. */
  enum Form {
    /** Lines for people. */
    LINES,
    /** One JSON document a line, for scripts. */
    JSON
  }

  /** Lets time pass. */
  interface Pace {

    /** What time it is. */
    Instant now();

    /** Returns after a while. */
    void pass(Duration time);
  }

  private record OfTheClock() implements Pace {

    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void pass(Duration time) {
      try {
        Thread.sleep(time.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  StatusFollower(Console console, Form form, Pace pace) {
    this.console = console;
    this.form = form;
    this.pace = pace;
  }

  /** A follower that lives in real time. */
  static StatusFollower of(Console console, Form form) {
    return new StatusFollower(console, form, new OfTheClock());
  }

  /** Shows how a run stands until nobody works on it any more, and how it ended. */
  void follow(Supplier<StatusText> run) {
    StatusText status = run.get();
    while (status.isAtWork() && !Thread.currentThread().isInterrupted()) {
      show(status);
      pace.pass(INTERVAL);
      status = run.get();
    }
    end(status);
  }

  private void show(StatusText status) {
    if (form == Form.JSON) {
      changed(StatusJson.of(status));
    } else if (console.isTerminal()) {
      redraw(status.lines(pace.now()));
    } else {
      changed(status.line());
    }
  }

  private void end(StatusText status) {
    if (form == Form.JSON) {
      changed(StatusJson.of(status));
    } else if (console.isTerminal()) {
      redraw(status.lines(pace.now()));
    } else {
      status.lines(pace.now()).forEach(console.out()::println);
    }
  }

  private void changed(String line) {
    if (!line.equals(last)) {
      console.out().println(line);
      console.out().flush();
      last = line;
    }
  }

  private void redraw(List<String> lines) {
    PrintStream out = console.out();
    if (drawn > 0) {
      out.print("\u001b[" + drawn + "A");
    }
    out.print("\r\u001b[J");
    // A line that is wrapped would be two, and could not be drawn over.
    lines.forEach(
        line -> out.println(line.substring(0, Math.min(line.length(), console.columns() - 1))));
    out.flush();
    drawn = lines.size();
  }
}

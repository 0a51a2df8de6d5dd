package org.musweep.jobs;

import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.LongSupplier;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sweep.SweepProgress;
import org.musweep.pipeline.trial.TrialResult;

/**
 * Shows progress on a screen: at once when a phase begins, and then no more often than the screen
 * bears.
 */
final class TerminalDisplay implements Display {

  private static final long TICK_MILLIS = 200;
  private static final long EVENT_NANOS = Duration.ofSeconds(1).toNanos();

  private final Screen screen;
  private final LongSupplier nanos;
  private final Timer clock = new Timer("display", true);

  private DisplayPhase phase;
  private long laneSteps;
  private long shownNanos;
  private boolean closed;
  private long eventNanos;
  private int untold;

  /** A display whose {@link #tick} is called by whoever made it. */
  TerminalDisplay(Screen screen, LongSupplier nanos) {
    this.screen = screen;
    this.nanos = nanos;
    this.phase = new DisplayPhase("", nanos.getAsLong(), 0);
    this.shownNanos = nanos.getAsLong();
  }

  /** A display that is drawn by a thread of its own. */
  static TerminalDisplay open(Console console) {
    var display = new TerminalDisplay(Screen.of(console), System::nanoTime);
    display.clock.schedule(
        new TimerTask() {
          @Override
          public void run() {
            display.tick();
          }
        },
        TICK_MILLIS,
        TICK_MILLIS);
    return display;
  }

  @Override
  public synchronized void phase(String title) {
    if (!closed) {
      phase = new DisplayPhase(title, nanos.getAsLong(), laneSteps);
      show(title);
    }
  }

  @Override
  public synchronized void rest() {
    phase = new DisplayPhase("", nanos.getAsLong(), laneSteps);
    if (!closed) {
      screen.clear();
    }
  }

  @Override
  public synchronized void line(String text) {
    screen.print(text);
  }

  @Override
  public synchronized void step(String what, int done, int of, String detail) {
    phase.step(what, done, of, detail, nanos.getAsLong());
  }

  @Override
  public synchronized void laneSteps(long total) {
    laneSteps = total;
  }

  @Override
  public synchronized void progress(SweepProgress progress) {
    phase.progress(progress);
  }

  @Override
  public void packLost(String pack, String reason) {
    event("pack %s was lost: %s".formatted(pack, reason));
  }

  @Override
  public void trialEnded(TrialState trial) {
    if (trial.result().orElseThrow() instanceof TrialResult.Failed failed) {
      event("trial %s failed: %s".formatted(trial.spec().id(), failed.reason()));
    }
  }

  /** Tells what went wrong, of much at once only the first. */
  private synchronized void event(String text) {
    long now = nanos.getAsLong();
    if (untold == 0 && (eventNanos == 0 || now - eventNanos >= EVENT_NANOS)) {
      eventNanos = now;
      line(text);
    } else {
      untold++;
    }
  }

  private void tellUntold(long now) {
    if (untold > 0 && now - eventNanos >= EVENT_NANOS) {
      eventNanos = now;
      line("%d more of that kind; the report lists every trial that failed".formatted(untold));
      untold = 0;
    }
  }

  /** Draws if it is time to. */
  synchronized void tick() {
    long now = nanos.getAsLong();
    tellUntold(now);
    boolean due = now - shownNanos >= screen.interval().toNanos();
    if (due && !closed && phase.begun()) {
      show(phase.text(now, laneSteps));
    }
  }

  private void show(String text) {
    shownNanos = nanos.getAsLong();
    screen.show(text);
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      tellUntold(eventNanos + EVENT_NANOS);
      closed = true;
      clock.cancel();
      screen.clear();
    }
  }
}

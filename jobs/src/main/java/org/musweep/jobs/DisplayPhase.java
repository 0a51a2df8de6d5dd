package org.musweep.jobs;

import java.time.Duration;
import java.util.Optional;
import org.musweep.pipeline.sweep.SweepProgress;

/** What is known of the phase that is shown. */
final class DisplayPhase {

  private final String title;
  private final long startNanos;
  private final long startLaneSteps;
  private Optional<SweepProgress> progress = Optional.empty();
  private Optional<TimeLeft> pace = Optional.empty();
  private long committedAtStart;
  private Optional<Steps> steps = Optional.empty();

  private record Steps(String what, int done, int of, String detail) {}

  DisplayPhase(String title, long startNanos, long startLaneSteps) {
    this.title = title;
    this.startNanos = startNanos;
    this.startLaneSteps = startLaneSteps;
  }

  boolean begun() {
    return !title.isEmpty();
  }

  void progress(SweepProgress now) {
    if (pace.isEmpty()) {
      committedAtStart = now.steps().done();
      pace = Optional.of(new TimeLeft(startNanos, committedAtStart));
    }
    progress = Optional.of(now);
  }

  void step(String what, int done, int of, String detail, long nanos) {
    if (pace.isEmpty()) {
      pace = Optional.of(new TimeLeft(nanos, done));
    }
    steps = Optional.of(new Steps(what, done, of, detail));
  }

  String text(long nanos, long laneSteps) {
    if (steps.isPresent()) {
      Steps at = steps.get();
      return ProgressText.of(
          at.what(), at.done(), at.of(), at.detail(), left(nanos, at.done(), at.of()));
    }
    if (progress.isPresent()) {
      SweepProgress.LaneSteps at = progress.get().steps();
      long done = Math.max(at.done(), committedAtStart + laneSteps - startLaneSteps);
      return ProgressText.of(title, progress.get(), left(nanos, done, at.expected()));
    }
    return ProgressText.elapsed(title, Duration.ofNanos(nanos - startNanos));
  }

  private Optional<Duration> left(long nanos, long done, long expected) {
    return pace.flatMap(running -> running.at(nanos, done, expected));
  }
}

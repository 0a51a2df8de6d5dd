package org.musweep.jobs;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.musweep.pipeline.log.StudyCounts;
import org.musweep.pipeline.sweep.SweepProgress;
import org.musweep.pipeline.sweep.SweepProgress.RunningPack;

/** How progress reads in one line. */
final class ProgressText {

  private ProgressText() {}

  /** A phase of which only the time is known. */
  static String elapsed(String phase, Duration elapsed) {
    return "%s, %s".formatted(phase, duration(elapsed));
  }

  /** Trials that train; what matters most comes first, since a narrow terminal cuts the end. */
  static String of(String phase, SweepProgress progress, Optional<Duration> left) {
    StudyCounts counts = progress.counts();
    var text = new StringBuilder(phase);
    text.append(
        ": %d/%d done, %d running"
            .formatted(counts.ended(), progress.planned(), running(progress)));
    if (counts.diverged() > 0) {
      text.append(", %d diverged".formatted(counts.diverged()));
    }
    if (counts.failed() > 0) {
      text.append(", %d failed".formatted(counts.failed()));
    }
    progress
        .best()
        .ifPresent(
            best ->
                text.append(
                    String.format(
                        Locale.ROOT, ", best %.3f at step %d", best.loss(), best.step())));
    text.append(", ").append(left(left));
    if (!progress.packs().isEmpty()) {
      text.append(" | ");
      text.append(
          progress.packs().stream().map(ProgressText::pack).collect(Collectors.joining(", ")));
    }
    return text.toString();
  }

  /** Something that does one step after the other. */
  static String of(String what, int done, int of, String detail, Optional<Duration> left) {
    return "%s: step %d/%d, %s, %s".formatted(what, done, of, detail, left(left));
  }

  /** {@code 48 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
  static String duration(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds % 3600 / 60);
  }

  private static int running(SweepProgress progress) {
    return progress.packs().stream().mapToInt(RunningPack::lanes).sum();
  }

  private static String left(Optional<Duration> left) {
    return left.map(time -> duration(time) + " left").orElse("time left not known yet");
  }

  private static String pack(RunningPack pack) {
    return "%s: %d of width %d to step %d"
        .formatted(pack.id(), pack.lanes(), pack.width(), pack.toStep());
  }
}

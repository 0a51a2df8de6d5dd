package org.musweep.jobs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.report.PackTime;
import org.musweep.pipeline.report.Provenance;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.PackReport;

/** When a run worked, as far as its log tells. */
final class RunTimes {

  private RunTimes() {}

  /** The packs whose results stand, in the order in which they were started. */
  static List<PackTime> packs(RunContext context) {
    if (!Storage.documents().exists(context.layout().log())) {
      return List.of();
    }
    List<PackTime> packs = new ArrayList<>();
    for (PackState state :
        Replay.of(Storage.log(context.layout())).state().packs(PackState.Status.COMMITTED)) {
      Pack pack = state.pack();
      PackReport report = state.report().orElseThrow();
      packs.add(
          new PackTime(
              pack.id(),
              pack.trials().get(0).purpose().name().toLowerCase(Locale.ROOT),
              pack.shape().width(),
              pack.trials().size(),
              pack.fromStep(),
              pack.toStep(),
              report.host(),
              state.startedAtMillis(),
              report.seconds()));
    }
    return List.copyOf(packs);
  }

  /**
   * From the start of the work to its end: of this command, if it did some of it, else from the
   * first pack to the end of the last, the wide run after it.
   */
  static Provenance.Period period(
      RunContext context, List<PackTime> packs, Optional<WideResult> wide) {
    Instant first =
        packs.stream()
            .map(pack -> Instant.ofEpochMilli(pack.startMillis()))
            .min(Instant::compareTo)
            .orElse(context.start());
    Instant last =
        packs.stream()
            .map(pack -> Instant.ofEpochMilli(pack.startMillis() + seconds(pack.seconds())))
            .max(Instant::compareTo)
            .orElse(first);
    if (!context.start().isAfter(last)) {
      Instant start = first.isBefore(context.start()) ? first : context.start();
      return new Provenance.Period(start, Instant.now());
    }
    long wideMillis = wide.map(result -> seconds(result.seconds())).orElse(0L);
    return new Provenance.Period(first, last.plusMillis(wideMillis));
  }

  private static long seconds(double seconds) {
    return Math.round(1000 * seconds);
  }
}

package org.musweep.jobs;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.wide.WideDocuments;

/** Reads how a run stands, as often as it is asked, without holding the run. */
final class StatusReader {

  private final SweepLayout layout;
  private final LogStore store;
  private List<Long> known = List.of();
  private StudyState state = new StudyState();

  StatusReader(SweepLayout layout) {
    this.layout = layout;
    this.store = Storage.log(layout);
  }

  /** How it stands now. */
  StatusText read() {
    Documents all = Storage.documents();
    Optional<RunStatus> status = RunStatus.read(all, layout.status());
    List<String> documents =
        Stream.of(WideResult.place(layout), layout.report())
            .filter(all::exists)
            .map(document -> layout.root().relativize(document).getPath())
            .toList();
    List<Long> now = store.sequences();
    if (!now.equals(known)) {
      state = Replay.of(store).state();
      known = List.copyOf(now);
    }
    return new StatusText(
        Storage.shown(layout.root()),
        status,
        store.holder(),
        state,
        documents,
        silence(all, layout.status()),
        wide(all));
  }

  private WideStatus wide(Documents all) {
    WideDocuments documents = WideDocuments.of(all, layout);
    return new WideStatus(
        documents.application(),
        documents.standing(),
        documents.end(),
        silence(all, layout.wide().resolve("application.json")));
  }

  /** How long ago a file was written; clocks of two machines may differ a little. */
  private static Optional<Duration> silence(Documents all, URI place) {
    return all.modified(place)
        .map(last -> Duration.between(last, Instant.now()))
        .map(time -> time.isNegative() ? Duration.ZERO : time);
  }
}

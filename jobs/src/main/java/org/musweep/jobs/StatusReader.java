package org.musweep.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;

/** Reads how a run stands, as often as it is asked, without holding the run. */
final class StatusReader {

  private final SweepLayout layout;
  private final LogStore store;
  private List<Long> known = List.of();
  private StudyState state = new StudyState();

  StatusReader(SweepLayout layout) {
    this.layout = layout;
    this.store = LogStore.at(layout.log());
  }

  /** How it stands now. */
  StatusText read() {
    Path folder = SweepLayout.local(layout.root());
    Path file = SweepLayout.local(layout.status());
    Optional<RunStatus> status =
        Files.exists(file) ? Optional.of(RunStatus.read(file)) : Optional.empty();
    List<String> documents =
        Stream.of(WideResult.place(layout), layout.report())
            .map(SweepLayout::local)
            .filter(Files::exists)
            .map(document -> folder.relativize(document).toString())
            .toList();
    List<Long> now = store.sequences();
    if (!now.equals(known)) {
      state = Replay.of(store).state();
      known = List.copyOf(now);
    }
    return new StatusText(folder.toString(), status, store.holder(), state, documents);
  }
}

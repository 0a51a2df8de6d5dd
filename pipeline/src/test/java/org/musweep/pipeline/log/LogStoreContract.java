package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of a log promises, whatever the file system. */
interface LogStoreContract extends StudyLogContract {

  List<Event> STEPS =
      IntStream.range(0, 9)
          .<Event>mapToObj(i -> new Event.StepFinished("step" + i, "é" + i))
          .toList();

  /** Few batches between two snapshots, so that a short log has some. */
  int SNAPSHOT_AFTER = 16;

  /** The store, as another process would open it. */
  LogStore store();

  /** Writes other bytes over a file of the log, given relative to its folder. */
  void overwrite(String file, byte[] bytes);

  /** The file of a batch or snapshot of that name, relative to the log's folder. */
  String file(String name);

  @Override
  default StudyLog open(LeaseHolder holder) {
    return BatchLog.open(store(), holder, SNAPSHOT_AFTER);
  }

  @Override
  default Replay read() {
    return Replay.of(store());
  }

  private void write(List<Event> events, int batches) {
    try (StudyLog log = open(FIRST)) {
      int size = events.size() / batches;
      for (int batch = 0; batch < batches; batch++) {
        log.append(events.subList(batch * size, (batch + 1) * size));
      }
    }
  }

  @Test
  default void logCutOffAtAnyByteOfItsLastBatchOpens() {
    write(STEPS.subList(0, 6), 3);
    byte[] last = store().read(3).orElseThrow();
    String file = file(BatchName.batch(3));
    int cuts = 0;
    // Each opening adds an epoch, so every seventh byte here; the local store's test does all.
    for (int length = 0; length < last.length - 1; length += 7) {
      overwrite(file, Arrays.copyOf(last, length));
      Replay replay = read();
      assertThat(replay.events()).isEqualTo(STEPS.subList(0, replay.events().size()));
      assertThat(replay.events()).hasSizeGreaterThanOrEqualTo(4);
      assertThat(replay.notes()).singleElement().asString().contains("(3) was cut off");
      cuts++;
    }
    assertThat(cuts).isGreaterThan(20);

    try (StudyLog log = open(SECOND)) {
      assertThat(log.replay().notes()).hasSize(1);
      log.append(STEPS.subList(8, 9));
    }
    List<Event> after = read().events();
    assertThat(read().notes()).as("said once").isEmpty();
    assertThat(after.get(after.size() - 1)).isEqualTo(STEPS.get(8));
    assertThat(after.subList(0, 4)).isEqualTo(STEPS.subList(0, 4));
  }

  @Test
  default void snapshotsAndBatchesAddUpToWhatWasWritten() {
    List<Event> events = new ArrayList<>();
    int each = SNAPSHOT_AFTER + 5;
    for (int driver = 0; driver < 3; driver++) {
      try (StudyLog log = open(FIRST)) {
        assertThat(log.replay().events()).isEqualTo(events);
        for (int i = 0; i < each; i++) {
          Event event = new Event.StepFinished("d%d-%d".formatted(driver, i), "done");
          log.append(List.of(event));
          events.add(event);
        }
      }
    }
    Replay replay = read();
    assertThat(replay).isEqualTo(new Replay(events, 3, 3L * each, List.of()));
    assertThat(store().snapshots()).hasSize(2);
    assertThat(store().sequences())
        .as("batches in front of the older snapshot are gone, but for each epoch's first")
        .hasSizeLessThan(2 * each)
        .contains(1L, each + 1L, 2L * each + 1);
  }

  @Test
  default void damagedSnapshotIsPassedOverAndSaidOnce() {
    List<Event> events = new ArrayList<>();
    try (StudyLog log = open(FIRST)) {
      for (int i = 0; i < 2 * SNAPSHOT_AFTER + 3; i++) {
        Event event = new Event.StepFinished("s" + i, "done");
        log.append(List.of(event));
        events.add(event);
      }
    }
    List<Long> snapshots = store().snapshots();
    assertThat(snapshots).hasSize(2);
    byte[] whole = store().readSnapshot(snapshots.get(1)).orElseThrow();
    String file = file(BatchName.snapshot(snapshots.get(1)));
    for (int cut = 0; cut < whole.length - 1; cut += whole.length / 10) {
      overwrite(file, Arrays.copyOf(whole, cut));
      assertThat(read().events()).isEqualTo(events);
      assertThat(read().notes()).singleElement().asString().contains("Snapshot 32");
    }
    try (StudyLog log = open(SECOND)) {
      assertThat(log.replay().notes()).hasSize(1);
      assertThat(log.replay().events()).isEqualTo(events);
    }
    assertThat(read().notes()).isEmpty();
    assertThat(read().events()).isEqualTo(events);

    overwrite(file(BatchName.snapshot(snapshots.get(0))), new byte[0]);
    assertThatThrownBy(this::read)
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("the batch is missing");
  }

  @Test
  default void readerSeesABeginningOfTheLogAtAnyMoment() throws InterruptedException {
    int batches = 3 * SNAPSHOT_AFTER;
    List<Event> events =
        IntStream.range(0, batches)
            .<Event>mapToObj(i -> new Event.StepFinished("s" + i, "done"))
            .toList();
    Thread driver =
        new Thread(
            () -> {
              try (StudyLog log = open(FIRST)) {
                events.forEach(event -> log.append(List.of(event)));
              }
            });
    driver.start();
    int seen = 0;
    while (seen < batches && (driver.isAlive() || seen == 0)) {
      Replay replay = read();
      assertThat(replay.notes()).isEmpty();
      assertThat(replay.events()).hasSizeGreaterThanOrEqualTo(seen);
      seen = replay.events().size();
      assertThat(replay.events()).isEqualTo(events.subList(0, seen));
    }
    driver.join();
    assertThat(read().events()).isEqualTo(events);
  }
}

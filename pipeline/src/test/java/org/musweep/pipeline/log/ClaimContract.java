package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What stores promise whose drivers show by signs of life that they hold a study. */
interface ClaimContract extends LogStoreContract {

  /** Quick, so that a dead driver is soon known to be dead. */
  LeaseTiming QUICK = new LeaseTiming(Duration.ofMillis(20), Duration.ofMillis(1500));

  /** A driver that is as good as dead: its next sign of life is an hour away. */
  LeaseTiming SILENT = new LeaseTiming(Duration.ofHours(1), Duration.ofHours(3));

  /** The store with those times. */
  LogStore store(LeaseTiming timing);

  @Override
  default LogStore store() {
    return store(QUICK);
  }

  @Test
  default void driverWithoutSignsOfLifeIsSupersededAndFenced() {
    StudyLog silent = StudyLog.open(store(SILENT), FIRST);
    silent.append(STEPS.subList(0, 2));

    try (StudyLog successor = open(SECOND)) {
      assertThat(successor.replay().events()).isEqualTo(STEPS.subList(0, 2));
      assertThat(successor.epoch()).isEqualTo(2);
      successor.append(STEPS.subList(2, 3));

      assertThatThrownBy(() -> silent.append(STEPS.subList(8, 9)))
          .isInstanceOf(StudyHeldException.class)
          .hasMessageContaining("process 4712 on worker-4");
      assertThatThrownBy(() -> silent.append(STEPS.subList(8, 9)))
          .isInstanceOf(StorageException.class);
      silent.close();

      successor.append(STEPS.subList(3, 4));
      assertThatThrownBy(() -> open(FIRST)).isInstanceOf(StudyHeldException.class);
    }
    assertThat(read().events()).isEqualTo(STEPS.subList(0, 4));
  }

  @Test
  default void supersededDriverIsFencedAlsoAfterItsBatchesAreCompacted() {
    StudyLog silent = StudyLog.open(store(SILENT), FIRST);
    silent.append(STEPS.subList(0, 2));
    List<Event> events = new ArrayList<>(STEPS.subList(0, 2));
    try (StudyLog successor = open(SECOND)) {
      for (int i = 0; i < 2 * SNAPSHOT_AFTER; i++) {
        Event event = new Event.StepFinished("s" + i, "done");
        successor.append(List.of(event));
        events.add(event);
      }
    }
    assertThat(store().snapshots()).hasSize(2);
    assertThatThrownBy(() -> silent.append(STEPS.subList(8, 9)))
        .isInstanceOf(StudyHeldException.class);
    assertThat(read().events()).isEqualTo(events);
    silent.close();
  }

  @Test
  default void silentDriverThatNeverWroteIsSupersededToo() {
    StudyLog silent = StudyLog.open(store(SILENT), FIRST);
    try (StudyLog successor = open(SECOND)) {
      successor.append(STEPS.subList(0, 1));
    }
    assertThatThrownBy(() -> silent.append(STEPS.subList(8, 9)))
        .isInstanceOf(StudyHeldException.class);
    assertThat(read().events()).isEqualTo(STEPS.subList(0, 1));
  }

  @Test
  default void ofDriversThatComeAtOnceAtMostOneStays() throws Exception {
    ExecutorService drivers = Executors.newFixedThreadPool(4);
    List<Event> events = new ArrayList<>();
    try {
      for (int round = 0; round < 10; round++) {
        var start = new CountDownLatch(1);
        List<Future<List<Event>>> written = new ArrayList<>();
        for (int driver = 0; driver < 4; driver++) {
          Event event = new Event.StepFinished("r%d-d%d".formatted(round, driver), "done");
          written.add(
              drivers.submit(
                  () -> {
                    start.await();
                    try (StudyLog log = open(FIRST)) {
                      log.append(List.of(event));
                      return List.of(event);
                    } catch (StudyHeldException e) {
                      return List.of();
                    }
                  }));
        }
        start.countDown();
        List<Event> round1 = new ArrayList<>();
        for (Future<List<Event>> each : written) {
          round1.addAll(each.get());
        }
        List<Event> now = read().events();
        assertThat(now.subList(0, events.size())).isEqualTo(events);
        assertThat(now.subList(events.size(), now.size()))
            .containsExactlyInAnyOrderElementsOf(round1);
        events = now;
      }
    } finally {
      drivers.shutdownNow();
    }
    assertThat(events).isNotEmpty();
  }
}

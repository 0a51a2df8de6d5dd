package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every study log promises. */
interface StudyLogContract {

  LeaseHolder FIRST = new LeaseHolder(4711, "worker-3", 1_700_000_000_000L);
  LeaseHolder SECOND = new LeaseHolder(4712, "worker-4", 1_700_000_001_000L);

  /** Opens the same log every time. */
  StudyLog open(LeaseHolder holder);

  /** Reads that log without holding it. */
  Replay read();

  @Test
  default void logThatNobodyWroteIsEmpty() {
    assertThat(read()).isEqualTo(new Replay(List.of(), 0, 0, List.of()));
    try (StudyLog log = open(FIRST)) {
      assertThat(log.replay().events()).isEmpty();
      assertThat(log.epoch()).isEqualTo(1);
    }
  }

  @Test
  default void everyEventReadsBackAsWrittenInOrder() {
    List<Event> events = StudyEvents.life(50, 1);
    try (StudyLog log = open(FIRST)) {
      log.append(events.subList(0, 1));
      log.append(events.subList(1, 3));
      log.append(List.of());
      log.append(events.subList(3, events.size()));
      assertThat(read().events()).isEqualTo(events);
    }
    try (StudyLog log = open(SECOND)) {
      assertThat(log.replay().events()).isEqualTo(events);
      assertThat(log.replay().notes()).isEmpty();
    }
  }

  @Test
  default void stateOfTheReplayIsTheStateThatWasLivedThrough() {
    List<Event> events = StudyEvents.life(40, 2);
    StudyState lived;
    try (Study study = Study.of(open(FIRST))) {
      events.forEach(study::record);
      lived = study.state();
    }
    StudyState replayed = read().state();

    assertThat(replayed.trials()).isEqualTo(lived.trials());
    assertThat(replayed.counts()).isEqualTo(lived.counts());
    assertThat(replayed.nextPackId()).isEqualTo(lived.nextPackId());
    assertThat(replayed.committedFiles()).isEqualTo(lived.committedFiles());
    assertThat(replayed.finishedSteps()).isEqualTo(lived.finishedSteps());
    assertThat(replayed.opened()).isEqualTo(lived.opened());
    for (PackState.Status status : PackState.Status.values()) {
      assertThat(replayed.packs(status)).isEqualTo(lived.packs(status));
    }
  }

  @Test
  default void secondDriverIsRefusedUntilTheFirstIsGone() {
    StudyLog first = open(FIRST);
    assertThatThrownBy(() -> open(SECOND))
        .isInstanceOf(StudyHeldException.class)
        .hasMessageContaining("process 4711 on worker-3 since 2023-11-14T22:13:20Z");
    first.append(List.of(StudyEvents.opened(1)));
    first.close();
    first.close();

    try (StudyLog second = open(SECOND)) {
      assertThat(second.replay().events()).containsExactly(StudyEvents.opened(1));
    }
  }

  @Test
  default void everyDriverThatWroteHasItsEpoch() {
    for (long epoch = 1; epoch <= 3; epoch++) {
      try (StudyLog log = open(FIRST)) {
        assertThat(log.epoch()).isEqualTo(epoch);
        log.append(List.of(StudyEvents.opened(epoch)));
      }
    }
    assertThat(read().epoch()).isEqualTo(3);
  }

  @Test
  default void closedLogTakesNothingMore() {
    StudyLog log = open(FIRST);
    log.close();
    assertThatThrownBy(() -> log.append(List.of(StudyEvents.opened(1))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("closed");
    assertThat(read().events()).isEmpty();
  }

  @Test
  default void eventsOfManyThreadsAllArriveInTheOrderOfEach() throws InterruptedException {
    try (StudyLog log = open(FIRST)) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < 8; t++) {
        String name = "thread" + t;
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 20; i++) {
                    log.append(
                        List.of(
                            new Event.StepFinished(name, "a" + i),
                            new Event.StepFinished(name, "b" + i)));
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<Event> events = read().events();
    assertThat(events).hasSize(320);
    for (int t = 0; t < 8; t++) {
      String name = "thread" + t;
      assertThat(events)
          .filteredOn(event -> event instanceof Event.StepFinished step && step.step().equals(name))
          .isEqualTo(
              IntStream.range(0, 20)
                  .boxed()
                  .flatMap(
                      i ->
                          List.of(
                              new Event.StepFinished(name, "a" + i),
                              new Event.StepFinished(name, "b" + i))
                              .stream())
                  .toList());
    }
  }
}

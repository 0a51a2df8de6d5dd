package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalLogStoreTest implements LogStoreContract {

  private static final List<Event> LIFE =
      IntStream.range(0, 9)
          .<Event>mapToObj(i -> new Event.StepFinished("step" + i, "é" + i))
          .toList();

  @TempDir Path parent;
  private Path folder;
  private LogStore store;

  @BeforeEach
  void locate() {
    folder = parent.resolve("log");
    store = LogStore.at(SweepLayout.of(parent.toString(), "s", "r").root().resolve("../../log/"));
  }

  @Override
  public LogStore store() {
    return store;
  }

  @Override
  public String file(String name) {
    return name;
  }

  @Override
  public void overwrite(String file, byte[] bytes) {
    try {
      Files.write(folder.resolve(file), bytes);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void lastBatchMayBeCutOffAtAnyByte() throws IOException {
    write(LIFE.subList(0, 5), LIFE.subList(5, 7));
    byte[] last = Files.readAllBytes(batch(2));
    for (int length = 0; length < last.length - 1; length++) {
      Files.write(batch(2), Arrays.copyOf(last, length));
      int whole = 5 + wholeEvents(last, length);

      assertThat(read().events()).isEqualTo(LIFE.subList(0, whole));
      try (StudyLog log = open(FIRST)) {
        assertThat(log.replay().events()).isEqualTo(LIFE.subList(0, whole));
        assertThat(log.replay().notes())
            .singleElement()
            .asString()
            .startsWith("The last batch of the study log (2) was cut off");
        log.append(List.of(LIFE.get(8)));
      }
      List<Event> expected = new ArrayList<>(LIFE.subList(0, whole));
      expected.add(LIFE.get(8));
      assertThat(read().notes()).as("said once").isEmpty();
      assertThat(read().events()).isEqualTo(expected);
      Files.delete(batch(3));
    }
  }

  private static int wholeEvents(byte[] batch, int length) {
    int events = 0;
    for (int i = 0; i <= length; i++) {
      // A record is whole as soon as all bytes before its newline are there.
      if (batch[i] == '\n') {
        events++;
      }
    }
    return Math.min(events, 2);
  }

  @Test
  void damageBeforeTheEndIsRefusedAtEveryByte() throws IOException {
    write(LIFE.subList(0, 2), LIFE.subList(2, 3));
    byte[] first = Files.readAllBytes(batch(1));
    for (int i = 0; i < first.length - 1; i++) {
      byte[] damaged = first.clone();
      damaged[i] ^= 0x01;
      Files.write(batch(1), damaged);
      assertThatThrownBy(this::read)
          .isInstanceOf(UnreadableLogException.class)
          .hasMessageContaining("batch 1");
    }
  }

  @Test
  void damageInTheLastBatchNeverChangesAnEvent() throws IOException {
    write(LIFE.subList(0, 1), LIFE.subList(1, 4));
    byte[] last = Files.readAllBytes(batch(2));
    for (int i = 0; i < last.length; i++) {
      byte[] damaged = last.clone();
      damaged[i] ^= 0x01;
      Files.write(batch(2), damaged);
      try {
        List<Event> events = read().events();
        assertThat(events).isEqualTo(LIFE.subList(0, events.size())).hasSizeGreaterThan(2);
      } catch (UnreadableLogException e) {
        assertThat(e).hasMessageContaining("Cannot read batch 2 of the study log");
      }
    }
  }

  @Test
  void cutOffOrMissingBatchBeforeTheEndIsRefused() throws IOException {
    write(LIFE.subList(0, 1), LIFE.subList(1, 2), LIFE.subList(2, 3));
    byte[] second = Files.readAllBytes(batch(2));
    Files.write(batch(2), Arrays.copyOf(second, 40));
    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageEndingWith("batch 2 is cut off, and batches follow it");

    Files.delete(batch(2));
    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("Cannot read batch 2")
        .hasMessageEndingWith("the batch is missing");

    Files.write(batch(2), second);
    open(FIRST).close();
  }

  @Test
  void zerosAfterAPowerCutAreReadAsTorn() throws IOException {
    write(LIFE.subList(0, 1), LIFE.subList(1, 4));
    byte[] last = Files.readAllBytes(batch(2));
    Arrays.fill(last, last.length / 2, last.length, (byte) 0);
    Files.write(batch(2), last);
    try (StudyLog log = open(FIRST)) {
      assertThat(log.replay().notes()).hasSize(1);
      assertThat(log.replay().events()).isEqualTo(LIFE.subList(0, log.replay().events().size()));
    }
  }

  @Test
  void strayFilesAreNoPartOfTheLog() throws IOException {
    write(LIFE.subList(0, 3));
    Files.writeString(folder.resolve("tmp/.00000000000000000002.jsonl.x.tmp"), "half a rec");
    Files.writeString(folder.resolve("00000000000000000002.jsonl.tmp"), "");
    Files.createDirectories(folder.resolve("_temporary/0"));
    Files.writeString(folder.resolve("holder.json"), "{\"pid\":");

    try (StudyLog log = open(FIRST)) {
      assertThat(log.replay().events()).isEqualTo(LIFE.subList(0, 3));
      assertThat(folder.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void recordsOfANewerProgramAreRefusedAndKept() throws IOException {
    write(LIFE.subList(0, 1));
    String line = "\"v\":1,\"epoch\":1,\"type\":\"trial-cloned\"}";
    Files.writeString(batch(2), withChecksum(line));
    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(UnreadableLogException.class)
        .hasMessageContaining("batch 2")
        .hasMessageContaining("line 1: Unknown event type: 'trial-cloned'");

    Files.writeString(batch(2), withChecksum(line.replace("\"v\":1", "\"v\":2")));
    assertThatThrownBy(this::read)
        .hasMessageContaining("line 1 has version 2 (this program reads 1)");
    assertThat(batch(2)).exists();
  }

  @Test
  void ofTwoWritersOfOneBatchOneWins() throws Exception {
    Files.createDirectories(folder.resolve("tmp"));
    ExecutorService writers = Executors.newFixedThreadPool(4);
    try {
      for (long sequence = 1; sequence <= 40; sequence++) {
        long number = sequence;
        var start = new CountDownLatch(1);
        List<Future<Boolean>> wins = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
          byte[] content = ("writer " + writer).repeat(1000).getBytes(StandardCharsets.UTF_8);
          wins.add(
              writers.submit(
                  () -> {
                    start.await();
                    return store.publish(number, content);
                  }));
        }
        start.countDown();
        List<Integer> winners = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
          if (wins.get(writer).get()) {
            winners.add(writer);
          }
        }
        assertThat(winners).hasSize(1);
        assertThat(batch(number)).content().isEqualTo(("writer " + winners.get(0)).repeat(1000));
      }
    } finally {
      writers.shutdownNow();
    }
    assertThat(folder.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void driverThatWasOvertakenIsStoppedAtItsNextAppend() {
    StudyLog log = open(FIRST);
    store.publish(1, new Batch(7, LIFE.subList(0, 1), Batch.Ending.COMPLETE).bytes());
    assertThatThrownBy(() -> log.append(LIFE.subList(0, 1)))
        .isInstanceOf(StudyHeldException.class)
        .hasMessageContaining("Cannot append batch 1")
        .hasMessageContaining("another driver wrote it");
    assertThatThrownBy(() -> log.append(LIFE.subList(0, 1))).isInstanceOf(StorageException.class);
    log.close();
  }

  @Test
  void deathOfTheDriverEndsItsLease() throws Exception {
    Process driver = otherDriver();
    try (var out = driver.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("holding");
      assertThat(read().events()).hasSize(1);
      assertThatThrownBy(() -> open(FIRST))
          .isInstanceOf(StudyHeldException.class)
          .hasMessageContaining("process " + driver.pid() + " on driver-host");
    } finally {
      driver.destroyForcibly().waitFor();
    }
    try (StudyLog log = open(SECOND)) {
      assertThat(log.epoch()).isEqualTo(2);
      assertThat(log.replay().notes()).isEmpty();
    }
  }

  @Test
  void refusalWithinTheProcessLeavesOtherProcessesOut() throws Exception {
    try (StudyLog log = open(FIRST)) {
      assertThatThrownBy(() -> open(SECOND)).isInstanceOf(StudyHeldException.class);
      Process driver = otherDriver();
      try (var out = driver.inputReader(StandardCharsets.UTF_8)) {
        assertThat(out.readLine()).startsWith("Cannot open the study").contains("worker-3");
      } finally {
        driver.destroyForcibly().waitFor();
      }
      log.append(LIFE);
    }
  }

  private Process otherDriver() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HoldingDriver.class.getName(),
            store.folder().toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Takes a study, writes one event and waits to be killed; or says why it cannot. */
  static final class HoldingDriver {

    private HoldingDriver() {}

    public static void main(String[] arguments) throws IOException {
      LogStore store = LogStore.at(URI.create(arguments[0]));
      var holder = new LeaseHolder(ProcessHandle.current().pid(), "driver-host", 0);
      try (StudyLog log = StudyLog.open(store, holder)) {
        log.append(List.of(StudyEvents.opened(log.epoch())));
        System.out.println("holding");
        System.in.read();
      } catch (StudyHeldException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void readerSeesOnlyWholeBatchesWhileADriverWrites() throws Exception {
    List<Event> life = StudyEvents.life(100, 4);
    ExecutorService driver = Executors.newSingleThreadExecutor();
    try (StudyLog log = open(FIRST)) {
      Future<?> writing =
          driver.submit(
              () -> {
                for (int i = 0; i + 1 < life.size(); i += 2) {
                  log.append(life.subList(i, i + 2));
                }
              });
      int seen = 0;
      while (!writing.isDone()) {
        Replay replay = read();
        assertThat(replay.notes()).isEmpty();
        assertThat(replay.events()).hasSizeGreaterThanOrEqualTo(seen);
        assertThat(replay.events().size() % 2).isZero();
        seen = replay.events().size();
        assertThat(replay.events()).isEqualTo(life.subList(0, seen));
      }
      writing.get();
    } finally {
      driver.shutdownNow();
    }
  }

  @Test
  void logOfTenThousandTrialsIsReplayed() {
    List<Event> life = StudyEvents.life(10_000, 5);
    int batches = 0;
    for (int i = 0; i < life.size(); i += 16) {
      List<Event> events = life.subList(i, Math.min(i + 16, life.size()));
      store(++batches, events);
    }
    StudyState state = read().state();
    assertThat(state.counts().ended()).isEqualTo(10_000);
    assertThat(state.outcome("sweep")).contains("done");
  }

  private void store(long sequence, List<Event> events) {
    try {
      Files.createDirectories(folder);
      Files.write(batch(sequence), new Batch(1, events, Batch.Ending.COMPLETE).bytes());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void folderThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectories(parent);
    Files.writeString(folder, "a file where the folder should be");
    assertThatThrownBy(() -> open(FIRST))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("Cannot hold the study at file:")
        .hasMessageContaining("/log/");
  }

  @SafeVarargs
  private void write(List<Event>... batches) {
    try (StudyLog log = open(FIRST)) {
      for (List<Event> batch : batches) {
        log.append(batch);
      }
    }
  }

  private Path batch(long sequence) {
    return folder.resolve("%020d.jsonl".formatted(sequence));
  }

  private static String withChecksum(String content) {
    var crc = new java.util.zip.CRC32C();
    crc.update(content.getBytes(StandardCharsets.UTF_8));
    return "{\"crc\":\"%08x\",%s\n".formatted(crc.getValue(), content);
  }
}

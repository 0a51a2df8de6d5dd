package org.musweep.pipeline.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialSpec;

/**
 * Files of a log that are cut, changed or made up: each is read or refused with a message, and
 * nothing else happens. A line's checksum is made right again in every other round, as one who
 * means harm would do, so that the reader behind it is met, too.
 */
class ForeignLogTest {

  private static final int ROUNDS = 3000;
  private static final int CHECKED = 18;

  @TempDir Path folder;

  private final SplittableRandom random = new SplittableRandom(11);

  private static byte[] batch() {
    TrialSpec trial = StudyEvents.trial(1);
    return batch(
        new Event.StepFinished("coord-check", "passed"),
        new Event.TrialSuggested(trial),
        new Event.PackLost("p1", "lost"),
        new Event.TrialEnded(trial.id(), new TrialResult.Completed(400, 2.5), 7));
  }

  private static byte[] batch(Event... events) {
    return new Batch(3, List.of(events), Batch.Ending.COMPLETE).bytes();
  }

  @Test
  void changedBatchesAreReadOrRefused() {
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = changed(batch());
      try {
        Batch.read(round % 2 == 0 ? bytes : checksummed(bytes));
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).*\\S.*");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
  }

  @Test
  void changedLogsAreReplayedOrRefused() throws Exception {
    LogStore store = LogStore.at(folder.toUri());
    store.acquire(LeaseHolder.thisProcess(0)).close();
    TrialSpec trial = StudyEvents.trial(1);
    Event suggested = new Event.TrialSuggested(trial);
    Event finished = new Event.StepFinished("coord-check", "passed");
    store.publish(1, batch(suggested));
    store.publish(2, batch(finished));
    store.publish(
        3, batch(new Event.TrialEnded(trial.id(), new TrialResult.Completed(400, 2.5), 7)));
    store.publishSnapshot(2, batch(suggested, finished));
    List<Path> files;
    try (var found = Files.walk(folder)) {
      files = found.filter(Files::isRegularFile).sorted().toList();
    }
    assertThat(files).hasSizeGreaterThan(3);
    int read = 0;
    for (int round = 0; round < ROUNDS / 5; round++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] before = Files.readAllBytes(file);
      byte[] after = changed(before);
      Files.write(file, round % 2 == 0 ? after : checksummed(after));
      try {
        Replay.of(LogStore.at(folder.toUri())).state();
        read++;
      } catch (UnreadableLogException | StorageException | IllegalArgumentException e) {
        assertThat(e).hasMessageMatching("(?s).*\\S.*");
      }
      Files.write(file, before);
    }
    assertThat(read).isBetween(1, ROUNDS / 5 - 1);
  }

  @Test
  void madeUpClaimsAndHoldersSayNothing() throws Exception {
    Path claims = Files.createDirectories(folder.resolve(Claim.FOLDER));
    for (String name :
        List.of(
            "999999999999999999-%s.json".formatted("a".repeat(32)),
            "9999999999999999999999-%s.json".formatted("a".repeat(32)),
            "-1-%s.json".formatted("a".repeat(32)),
            "000001-../../etc.json".replace('/', '_'),
            "000001-$(id).json",
            "notes.txt")) {
      Files.write(claims.resolve(name), changed("{\"pid\":1}".getBytes(StandardCharsets.UTF_8)));
    }
    var files = HadoopFiles.at(folder.toUri(), new Configuration());

    assertThat(Claim.all(files))
        .extracting(Claim::number)
        .containsExactly(999_999_999_999_999_999L);
    assertThat(ClaimLease.holder(files)).isEmpty();
    byte[] holder = LeaseHolder.thisProcess(5).json();
    for (int round = 0; round < ROUNDS; round++) {
      assertThat(LeaseHolder.ofJson(changed(holder))).isNotNull();
    }
  }

  /** Bytes with one to four changes: other values, holes, repetitions, cuts. */
  private byte[] changed(byte[] bytes) {
    List<Byte> changed = new ArrayList<>();
    for (byte one : bytes) {
      changed.add(one);
    }
    for (int change = random.nextInt(1, 5); change > 0 && changed.size() > 1; change--) {
      int at = random.nextInt(changed.size());
      switch (random.nextInt(6)) {
        case 0 -> changed.set(at, (byte) random.nextInt(256));
        case 1 -> changed.set(at, (byte) random.nextInt('0', '9' + 1));
        case 2 -> changed.remove(at);
        case 3 -> changed.add(at, (byte) "{[\"9-,}]".charAt(random.nextInt(8)));
        case 4 -> changed.addAll(at, List.copyOf(changed.subList(at, changed.size())));
        default -> changed.subList(at, changed.size()).clear();
      }
      if (changed.size() > 100_000) {
        changed.subList(100_000, changed.size()).clear();
      }
    }
    byte[] result = new byte[changed.size()];
    for (int i = 0; i < result.length; i++) {
      result[i] = changed.get(i);
    }
    return result;
  }

  /** The same lines, each with the checksum of what it says now. */
  private static byte[] checksummed(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split("\n", -1)) {
      if (line.length() > CHECKED) {
        var crc = new java.util.zip.CRC32C();
        byte[] content = line.substring(CHECKED).getBytes(StandardCharsets.ISO_8859_1);
        crc.update(content, 0, content.length);
        text.append("{\"crc\":\"%08x\",".formatted(crc.getValue()))
            .append(line.substring(CHECKED))
            .append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void checksumsOfTheTestAreThoseOfTheLog() {
    assertThat(Arrays.equals(checksummed(batch()), batch())).isTrue();
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.RungTable;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.storage.S3Server;
import org.musweep.pipeline.trial.Purpose;

/**
 * The commands, from one that is killed to one that adds trials, with results on HDFS and over the
 * protocol of S3, and a process that reads the tables all the while.
 */
@Tag("faults")
class StorageTest {

  private static final String EXECUTION = "lanes: 2";
  private static final int DEADLINE_SECONDS = 300;

  @TempDir private static Path local;
  private static RunProcesses whole;

  @TempDir private Path folder;

  @BeforeAll
  static void undisturbed() throws InterruptedException {
    whole = RunProcesses.in(local, EXECUTION);
    assertThat(end(whole.start("whole"))).as(whole.said("whole")).isZero();
  }

  @Test
  void onHdfs() throws Exception {
    Configuration hadoop = new Configuration();
    hadoop.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(hadoop).numDataNodes(1).build();
    try {
      cluster.waitActive();
      commands("hdfs", cluster.getURI().resolve("/out").toString(), Map.of());
    } finally {
      cluster.shutdown();
    }
  }

  @Test
  void onS3() throws Exception {
    try (S3Server server = S3Server.start(folder)) {
      refused(server);
      commands("s3a", server.root().resolve("/out").toString(), server.settings());
    }
  }

  private void refused(S3Server server) throws Exception {
    Path stranger = Files.createDirectories(folder.resolve("stranger"));
    String output = server.root().resolve("/out").toString();
    var runs = RunProcesses.in(stranger, EXECUTION, output, server.settingsOfAStranger());
    for (String command : List.of("run", "status", "clean")) {
      assertThat(end(runs.start(command, command))).as(runs.said(command)).isEqualTo(2);
      assertThat(runs.said(command).lines().filter(line -> line.startsWith("musweep:")))
          .singleElement(InstanceOfAssertFactories.STRING)
          .contains("Cannot use s3a://results/out", "access is refused", "fs.s3a.");
      assertThat(runs.said(command)).doesNotContain("\tat ");
    }
  }

  private void commands(String scheme, String output, Map<String, String> settings)
      throws Exception {
    RunProcesses runs = RunProcesses.in(folder, EXECUTION, output, settings);
    Reader reader = new Reader(runs);

    kill(runs, reader, () -> reader.seen.size() >= 3);
    Set<String> before = Set.copyOf(reader.seen);
    kill(runs, reader, () -> hasWideCheckpoint(runs));
    Process process = runs.start("main");
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      reader.read();
    }
    assertThat(process.exitValue()).as(() -> runs.said("main")).isZero();
    reader.read();

    assertThat(reader.seen).containsAll(before);
    assertThat(ids(runs.trials("main"))).doesNotHaveDuplicates();
    assertThat(ids(runs.trials("main")))
        .containsExactlyInAnyOrderElementsOf(ids(whole.trials("whole")));
    assertThat(runs.selection("main").chosen()).isEqualTo(whole.selection("whole").chosen());
    assertThat(runs.wideLoss("main")).isEqualTo(whole.wideLoss("whole"));
    nothingIsTrainedTwice(runs.state("main"));

    said(runs, "status", "\"finishedSteps\"", "--json");
    said(runs, "report", "report");
    assertThat(Documents.of(runs.hadoop()).exists(runs.layout("main").report())).isTrue();
    List<TrialState> search = runs.state("main").trials(Purpose.EXPLORATION);
    Files.writeString(runs.file(), Files.readString(runs.file()).replace("trials: 6", "trials: 8"));
    said(runs, "extend", "sweep done: 8 trials");
    assertThat(runs.state("main").trials(Purpose.EXPLORATION))
        .hasSize(8)
        .startsWith(search.toArray(TrialState[]::new));
    Figures.of("F26", scheme)
        .with("reads", reader.reads)
        .with("failedReads", 0)
        .with("rowsThatVanished", 0)
        .write(StorageTest.class);
    Figures.of("storage", scheme)
        .with("driversKilled", 2)
        .with("trialsTrainedTwice", 0)
        .with("choiceAndWideLoss", "identical to a run on the local disk")
        .write(StorageTest.class);
  }

  /** Reads tables as a notebook would, and remembers what it has seen. */
  private static final class Reader {

    private final RunProcesses runs;
    private final Set<String> seen = new HashSet<>();
    private int curves;
    private int reads;

    Reader(RunProcesses runs) {
      this.runs = runs;
    }

    void read() {
      List<String> now = ids(runs.trials("main"));
      assertThat(now).doesNotHaveDuplicates().containsAll(seen);
      seen.addAll(now);
      runs.tables("main").read(new RungTable());
      int rows = runs.tables("main").read(new CurveTable()).size();
      assertThat(rows).isGreaterThanOrEqualTo(curves);
      curves = rows;
      reads++;
    }
  }

  private static void kill(RunProcesses runs, Reader reader, BooleanSupplier when)
      throws InterruptedException {
    Process process = runs.start("main");
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!when.getAsBoolean()) {
      assertThat(process.waitFor(100, TimeUnit.MILLISECONDS))
          .as(() -> "the process ended before it was killed: " + runs.said("main"))
          .isFalse();
      reader.read();
      assertThat(System.nanoTime()).isLessThan(deadline);
    }
    process.destroyForcibly().waitFor();
  }

  private static boolean hasWideCheckpoint(RunProcesses runs) {
    return Documents.of(runs.hadoop()).below(runs.layout("main").wide()).stream()
        .anyMatch(file -> file.name().startsWith("checkpoint-"));
  }

  private static void nothingIsTrainedTwice(StudyState state) {
    assertThat(state.trials()).allMatch(trial -> trial.trainings().size() <= 2);
  }

  private static void said(RunProcesses runs, String command, String text, String... more)
      throws InterruptedException {
    List<String> before = new ArrayList<>(runs.said("main").lines().toList());
    int exit = end(runs.start("main", command, more));
    String after = String.join("\n", runs.said("main").lines().skip(before.size()).toList());
    assertThat(exit).as(after).isZero();
    assertThat(after).contains(text);
  }

  private static List<String> ids(List<TrialRow> rows) {
    return rows.stream().map(TrialRow::trial).toList();
  }

  private static int end(Process process) throws InterruptedException {
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}

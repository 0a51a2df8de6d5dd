package org.musweep.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.pipeline.log.PackState;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.spark.FaultyTrials;
import org.musweep.pipeline.spark.FaultyTrials.Fault;
import org.musweep.pipeline.spark.FaultyTrials.Script;
import org.musweep.pipeline.table.CurveRow;
import org.musweep.pipeline.table.CurveTable;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;
import org.musweep.pipeline.testing.Figures;
import org.musweep.pipeline.testing.cluster.StandaloneCluster;
import org.musweep.pipeline.trial.TrialResult;

/** Executors that die, by the hand of others and by what they train. */
@Tag("faults")
@Tag("spark")
class LostExecutorTest {

  private static final int CULPRIT = 3;
  private static final int TRIALS = 12;

  @TempDir private static Path shared;
  private static StandaloneCluster cluster;

  @TempDir private Path folder;

  @BeforeAll
  static void startCluster() throws IOException {
    cluster = StandaloneCluster.start(shared, StandaloneCluster.Size.of(2, 1));
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void executorKilledInTheMiddleOfAPackCostsThatPackOnly() throws Exception {
    ClusterDriver driver = driver(2 * TRIALS, 4);
    Process process = start(driver, Script.of(Fault.NONE, 0, 1500), 1);
    Progress.awaitAny(process, driver::executorThatHasJustBegun).destroyForcibly();
    long killed = System.nanoTime();
    Progress.await(process, () -> !driver.state().packs(PackState.Status.KILLED).isEmpty());
    double noticed = (System.nanoTime() - killed) / 1e9;

    end(driver, process);

    StudyState end = driver.state();
    assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
    assertThat(end.packs(PackState.Status.KILLED)).hasSize(1);
    assertThat(end.packs(PackState.Status.LOST)).isEmpty();
    eachRowOnce(driver, end);
    Figures.of("F4", "cluster")
        .with("packsLost", 1)
        .with("secondsUntilTheDriverKnew", noticed)
        .with("outcome", "identical")
        .write(LostExecutorTest.class);
  }

  /** Whatever Spark itself would do with a task that was lost. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void trialThatAbortsInNativeCodeIsRunAloneAndThenFails(int maxFailures) throws Exception {
    ClusterDriver driver = driver(TRIALS, 4);

    end(driver, start(driver, Script.of(Fault.ABORT, CULPRIT, 0), maxFailures));

    StudyState end = driver.state();
    assertThat(reason(end))
        .startsWith("lost 3 times with its pack, the last time: executor ")
        .contains("134");
    assertThat(lanes(end, PackState.Status.LOST)).containsExactly(4, 2, 1);
    assertThat(end.packs(PackState.Status.KILLED)).isEmpty();
    othersAsUndisturbed(driver, end);
    Figures.of("F13", "maxFailures-" + maxFailures)
        .with("executorsLostToTheTrial", 3)
        .with("otherTrials", "identical")
        .write(LostExecutorTest.class);
    Figures.of("F7", "abort")
        .with("exitCode", 134)
        .with("lanesOfThePacksThatWereLost", lanes(end, PackState.Status.LOST))
        .with("otherTrials", "identical")
        .write(LostExecutorTest.class);
  }

  @Test
  void trialWhoseProcessIsKilledTimeAndAgainIsNotTriedForEver() throws Exception {
    ClusterDriver driver = driver(TRIALS, 4);

    end(driver, start(driver, Script.of(Fault.SIGKILL, CULPRIT, 0), 4));

    StudyState end = driver.state();
    assertThat(reason(end)).startsWith("lost 5 times with its pack").contains("137");
    assertThat(lanes(end, PackState.Status.KILLED)).containsExactly(4, 2, 1, 1, 1);
    othersAsUndisturbed(driver, end);
    Figures.of("F7", "killed")
        .with("exitCode", 137)
        .with("lanesOfThePacksThatWereLost", lanes(end, PackState.Status.KILLED))
        .with("otherTrials", "identical")
        .write(LostExecutorTest.class);
  }

  /** Ways to end by oneself: three losses, the pack halved, and it has failed. */
  @ParameterizedTest
  @CsvSource({"EXIT, 1", "FAULT, 139", "SIGSEGV, 134"})
  void trialThatEndsItsProcessIsRunAloneAndThenFails(Fault fault, int code) throws Exception {
    ClusterDriver driver = driver(TRIALS / 2, 2);

    end(driver, start(driver, Script.of(fault, CULPRIT, 0), 4));

    StudyState end = driver.state();
    assertThat(reason(end))
        .startsWith("lost 3 times with its pack, the last time: executor ")
        .endsWith("code " + code);
    assertThat(lanes(end, PackState.Status.LOST)).containsExactly(2, 1, 1);
    assertThat(end.packs(PackState.Status.KILLED)).isEmpty();
    othersAsUndisturbed(driver, end);
    ended(fault, code, lanes(end, PackState.Status.LOST));
  }

  /** It may have been for reasons of others. */
  @Test
  void trialWhoseProcessIsToldToEndIsTriedMoreOften() throws Exception {
    ClusterDriver driver = driver(TRIALS / 2, 2);

    end(driver, start(driver, Script.of(Fault.SIGTERM, CULPRIT, 0), 4));

    StudyState end = driver.state();
    assertThat(reason(end)).startsWith("lost 5 times with its pack").endsWith("code 143");
    assertThat(lanes(end, PackState.Status.KILLED)).containsExactly(2, 1, 1, 1, 1);
    assertThat(end.packs(PackState.Status.LOST)).isEmpty();
    othersAsUndisturbed(driver, end);
    ended(Fault.SIGTERM, 143, lanes(end, PackState.Status.KILLED));
  }

  private static void ended(Fault fault, int code, List<Integer> lost) {
    Figures.of("F7", fault.name().toLowerCase(Locale.ROOT))
        .with("exitCode", code)
        .with("lanesOfThePacksThatWereLost", lost)
        .with("otherTrials", "identical")
        .write(LostExecutorTest.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void packThatFillsTheHeapIsHalved(int maxFailures) throws Exception {
    ClusterDriver driver = driver(TRIALS, 4);

    end(driver, start(driver, Script.of(Fault.HEAP, 2, 0), maxFailures));

    StudyState end = driver.state();
    assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
    assertThat(lanes(end, PackState.Status.OUT_OF_MEMORY)).isNotEmpty().allMatch(each -> each > 2);
    assertThat(end.packs(PackState.Status.COMMITTED))
        .allMatch(pack -> pack.pack().trials().size() <= 2);
    eachRowOnce(driver, end);
    Figures.of("F7", "heap-maxFailures-" + maxFailures)
        .with("packsThatWereTooLarge", lanes(end, PackState.Status.OUT_OF_MEMORY).size())
        .with("failedTrials", 0)
        .with("outcome", "identical")
        .write(LostExecutorTest.class);
  }

  @Test
  void packThatDoesNotFitTheDeviceIsHalvedInPlaceAndItsSizeRemembered() throws Exception {
    ClusterDriver driver = driver(96, 32);

    end(driver, start(driver, Script.of(Fault.DEVICE, 20, 0), 1));

    StudyState end = driver.state();
    assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
    assertThat(end.packs(PackState.Status.COMMITTED).size())
        .isEqualTo(end.packs(PackState.Status.COMMITTED).stream().distinct().count());
    assertThat(end.packs(PackState.Status.LOST)).isEmpty();
    List<String> tries = names(FaultyTrials.tries(driver.layout()));
    long tooLarge = tries.stream().filter(each -> each.contains("-32-")).count();
    assertThat(tooLarge).as("one failure an executor").isBetween(1L, 2L);
    Map<String, Long> byPack =
        tries.stream()
            .collect(Collectors.groupingBy(each -> each.split("-", -1)[0], Collectors.counting()));
    assertThat(byPack.values()).allMatch(each -> each <= 6);
    Figures.of("F11", "cluster")
        .with("triesThatFailed", tooLarge)
        .with("mostTriesOfAPack", byPack.values().stream().max(Long::compare).orElseThrow())
        .with("failedTrials", 0)
        .write(LostExecutorTest.class);
  }

  /** The engine's own words, from libtorch. */
  @Test
  void packThatTheEngineFindsNoMemoryForIsHalvedInPlace() throws Exception {
    ClusterDriver driver = driver(TRIALS, 4);

    end(driver, start(driver, Script.of(Fault.ENGINE, 1, 0), 1));

    StudyState end = driver.state();
    assertThat(Outcome.of(end)).isEqualTo(driver.undisturbed(folder.resolve("undisturbed")));
    for (PackState.Status status : List.of(PackState.Status.LOST, PackState.Status.KILLED)) {
      assertThat(end.packs(status)).isEmpty();
    }
    eachRowOnce(driver, end);
    List<String> halved = executorsSaid("pack halved, as memory has no room for 4 trials: ");
    assertThat(halved).as("once an executor").hasSizeBetween(1, 2);
    assertThat(halved).allMatch(line -> line.contains("you tried to allocate"));
    Figures.of("F11", "engine")
        .with("triesThatFailed", halved.size())
        .with("failedTrials", 0)
        .with("outcome", "identical")
        .write(LostExecutorTest.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void exceptionOfATrialIsDataAndNoTaskFails(int maxFailures) throws Exception {
    ClusterDriver driver = driver(TRIALS, 4);

    end(driver, start(driver, Script.of(Fault.THROW, CULPRIT, 0), maxFailures));

    StudyState end = driver.state();
    assertThat(reason(end)).isEqualTo("java.lang.IllegalArgumentException: no such thing");
    for (PackState.Status status : List.of(PackState.Status.LOST, PackState.Status.KILLED)) {
      assertThat(end.packs(status)).isEmpty();
    }
    othersAsUndisturbed(driver, end);
  }

  private ClusterDriver driver(int trials, int lanes) {
    return ClusterDriver.halving(Driver.local(folder.resolve("run")), trials, lanes);
  }

  private Process start(ClusterDriver driver, Script script, int maxFailures) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.executor.cores", "1");
    settings.put("spark.default.parallelism", "2");
    settings.put("spark.task.maxFailures", Integer.toString(maxFailures));
    return driver.start(cluster, script, folder.resolve("said.txt"), settings);
  }

  private void end(ClusterDriver driver, Process process) throws Exception {
    assertThat(Progress.exit(process)).as(() -> text(folder.resolve("said.txt"))).isZero();
    assertThat(driver.state().trials()).allMatch(trial -> trial.ending().isPresent());
  }

  private void othersAsUndisturbed(ClusterDriver driver, StudyState end) {
    String culprit = culprit(end).spec().id().value();
    Set<String> untouched =
        end.trials().stream().map(each -> each.spec().id().value()).collect(Collectors.toSet());
    untouched.remove(culprit);
    // Who goes on at a rung depends on all of them, their losses do not.
    Map<String, Double> expected = rungLosses(driver.undisturbed(folder.resolve("undisturbed")));
    Map<String, Double> found = rungLosses(Outcome.of(end));
    untouched.forEach(
        trial -> assertThat(found.get(trial)).as(trial).isEqualTo(expected.get(trial)));
    eachRowOnce(driver, end);
  }

  /** Each trial's loss at its first rung. */
  private static Map<String, Double> rungLosses(Outcome outcome) {
    Map<String, Double> losses = new LinkedHashMap<>();
    outcome
        .trials()
        .forEach(
            trial ->
                losses.put(
                    trial.id(),
                    Double.valueOf(trial.rungs().get(0).replaceAll(".*loss=([^,]+),.*", "$1"))));
    return losses;
  }

  private static void eachRowOnce(ClusterDriver driver, StudyState end) {
    List<TrialRow> rows = driver.tables().read(TrialTable.ofAnySearch());
    assertThat(rows).hasSameSizeAs(end.trials());
    assertThat(rows.stream().map(TrialRow::trial)).doesNotHaveDuplicates();
    List<CurveRow> curves = driver.tables().read(new CurveTable());
    assertThat(curves.stream().map(each -> each.trial() + "/" + each.step()))
        .doesNotHaveDuplicates();
  }

  private static String reason(StudyState state) {
    return ((TrialResult.Failed) culprit(state).result().orElseThrow()).reason();
  }

  private static TrialState culprit(StudyState state) {
    return state.trials().stream()
        .filter(trial -> trial.spec().index() == CULPRIT)
        .findFirst()
        .orElseThrow();
  }

  private static List<Integer> lanes(StudyState state, PackState.Status status) {
    return state.packs(status).stream().map(pack -> pack.pack().trials().size()).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  /** Lines of the executors' logs, of those of other tests too. */
  private static List<String> executorsSaid(String text) throws IOException {
    try (Stream<Path> files = Files.find(shared, 4, (file, found) -> file.endsWith("stderr"))) {
      return files
          .flatMap(file -> lines(file).stream())
          .filter(each -> each.contains(text))
          .toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    List<String> lines = lines(file);
    return IntStream.range(Math.max(0, lines.size() - 60), lines.size())
        .mapToObj(lines::get)
        .collect(Collectors.joining("\n"));
  }
}

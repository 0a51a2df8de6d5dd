package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.trial.LaneReport;
import org.musweep.pipeline.trial.Pack;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialResult;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

class PackHalvingTest {

  private static final TrialShape SHAPE = new TrialShape("maximal-update", 32, 1, 4, 120);
  private static final String CUDA = "CUDA out of memory. Tried to allocate 2.00 GiB";

  private final List<Integer> tries = new ArrayList<>();

  @Test
  void findsWhatFitsByHalvingAndRemembersItForThatShape() {
    PackHalving halving = PackHalving.forgetful(part -> fitting(part, 20), new Quiet());

    assertThat(halving.run(pack(32))).hasSize(32).allMatch(PackHalvingTest::isPaused);
    // ceil(log2 32) + 1 = 6 tries at most.
    assertThat(tries).containsExactly(32, 16, 16);

    tries.clear();
    assertThat(halving.run(pack(32))).hasSize(32).allMatch(PackHalvingTest::isPaused);
    assertThat(tries).containsExactly(16, 16);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 31})
  void everyLaneIsReportedOnceAndInOrderWhateverFits(int most) {
    Pack pack = pack(32);
    List<LaneReport> reports =
        PackHalving.forgetful(part -> fitting(part, most), new Quiet()).run(pack);

    assertThat(reports)
        .allMatch(PackHalvingTest::isPaused)
        .extracting(LaneReport::trial)
        .containsExactlyElementsOf(pack.trials().stream().map(TrialSpec::id).toList());
    // Down to what fits there is one failure a level.
    assertThat(tries.stream().takeWhile(lanes -> lanes > most).count()).isLessThanOrEqualTo(6);
    assertThat(tries.stream().filter(lanes -> lanes > most)).doesNotHaveDuplicates();
  }

  @Test
  void aTrialThatDoesNotFitAloneHasFailedAndIsNotTriedAgain() {
    List<LaneReport> reports =
        PackHalving.forgetful(part -> fitting(part, 0), new Quiet()).run(pack(1));

    assertThat(((TrialResult.Failed) ((LaneReport.Ended) reports.get(0)).result()).reason())
        .contains(CUDA);
    assertThat(tries).containsExactly(1);
  }

  @Test
  void aTrialThatThrowsSaysNothingOfHowManyFit() {
    PackHalving halving =
        PackHalving.forgetful(
            part -> {
              if (part.trials().stream().anyMatch(trial -> trial.index() == 0)) {
                throw new IllegalArgumentException("no such thing");
              }
              return fitting(part, 99);
            },
            new Quiet());
    assertThat(halving.run(pack(4)).stream().filter(lane -> !isPaused(lane))).hasSize(1);

    tries.clear();
    halving.run(new Pack("p0002", SHAPE, 0, 60, pack(9).trials().subList(1, 5)));
    assertThat(tries).startsWith(4);
  }

  @Test
  void storageThatFailsIsNoTrialsFault() {
    PackHalving halving =
        PackHalving.forgetful(
            part -> {
              throw new StorageException("the disk is full");
            },
            new Quiet());
    assertThatThrownBy(() -> halving.run(pack(4))).isInstanceOf(StorageException.class);
  }

  @Test
  void wordsForWantOfMemory() {
    assertThat(OutOfMemory.is(new IllegalStateException(new OutOfMemoryError()))).isTrue();
    assertThat(OutOfMemory.is(new IllegalStateException(CUDA))).isTrue();
    assertThat(
            OutOfMemory.is(
                new IllegalStateException(
                    "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: "
                        + "can't allocate memory: you tried to allocate 4096 bytes")))
        .isTrue();
    assertThat(OutOfMemory.is(new IllegalStateException("no such thing"))).isFalse();
  }

  private List<LaneReport> fitting(Pack part, int most) {
    tries.add(part.trials().size());
    if (part.trials().size() > most) {
      throw new IllegalStateException(CUDA);
    }
    return part.trials().stream()
        .<LaneReport>map(trial -> new LaneReport.Paused(trial.id(), part.toStep(), 1))
        .toList();
  }

  private static boolean isPaused(LaneReport lane) {
    return lane instanceof LaneReport.Paused;
  }

  private static Pack pack(int lanes) {
    return new Pack(
        String.format(Locale.ROOT, "p%04d", lanes),
        SHAPE,
        0,
        60,
        IntStream.range(0, lanes)
            .mapToObj(
                index ->
                    TrialSpec.of(
                        Purpose.EXPLORATION,
                        index,
                        SHAPE,
                        Configuration.of(Setting.of("learning-rate", 0.01)),
                        5))
            .toList());
  }

  private record Quiet() implements PackMonitor {

    @Override
    public void alive() {}

    @Override
    public void laneSteps(long count) {}

    @Override
    public int attempt() {
      return 0;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}

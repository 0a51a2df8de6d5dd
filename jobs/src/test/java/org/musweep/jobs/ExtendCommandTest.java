package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.trial.Purpose;

/** A finished search goes on with a changed file, and its trials are kept. */
@Tag("djl")
@Tag("spark")
class ExtendCommandTest {

  @TempDir private Path folder;

  private List<TrialState> trials(SmallSweep sweep) {
    LogStore log = LogStore.at(sweep.runFolder().resolve("log").toUri());
    return Replay.of(log).state().trials(Purpose.EXPLORATION);
  }

  @Test
  void moreTrialsOfAWiderRangeAndAnotherWidthAreAdded() {
    SmallSweep sweep = SmallSweep.in(folder);
    assertThat(CommandRun.of("sweep", sweep.file()).exit()).isZero();
    List<TrialState> before = trials(sweep);
    assertThat(before).hasSize(4);

    sweep.with("[0.004, 0.125]", "[0.002, 0.25]").with("trials: 4", "trials: 6");
    CommandRun refused = CommandRun.of("sweep", sweep.file());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("'musweep extend' to go on with this one");

    assertThat(CommandRun.of("extend", sweep.file()).exit()).isZero();
    List<TrialState> after = trials(sweep);
    assertThat(after.subList(0, 4)).isEqualTo(before);
    assertThat(after).hasSize(6);

    sweep.with("  width: 32", "  width: 48").with("trials: 6", "trials: 2");
    CommandRun wider = CommandRun.of("extend", sweep.file());
    assertThat(wider.exit()).isZero();
    List<TrialState> all = trials(sweep);
    assertThat(all.subList(0, 6)).isEqualTo(after);
    assertThat(all.subList(6, 8))
        .extracting(trial -> trial.spec().shape().width())
        .containsOnly(48);
    // The same file again finds its work done.
    assertThat(CommandRun.of("sweep", sweep.file()).out()).contains("sweep done earlier");
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.jobs.RunIdentity.Changes;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SpecException;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.trial.Purpose;
import org.musweep.pipeline.trial.TrialShape;
import org.musweep.pipeline.trial.TrialSpec;

/** What may differ between two commands on one run. */
class RunIdentityTest {

  private static final TrialSpec TRIAL =
      TrialSpec.of(
          Purpose.EXPLORATION,
          0,
          new TrialShape("maximal-update", 32, 1, 4, 20),
          Configuration.of(Setting.of("learning-rate", 0.01)),
          5);

  @TempDir private Path folder;

  private SmallSweep sweep;
  private final StudyState state = new StudyState();

  @BeforeEach
  void trainOneTrial() {
    sweep = SmallSweep.in(folder);
    state.apply(RunIdentity.opened(1, spec()));
    state.apply(new Event.TrialSuggested(TRIAL));
  }

  private SweepSpec spec() {
    return SweepSpecReader.open(Path.of(sweep.file())).spec();
  }

  private void check(Changes changes) {
    SweepLayout layout = new SweepLayout(folder.toUri());
    assertThat(RunIdentity.check(state, spec(), layout, changes)).isEmpty();
  }

  private void assertRefused(Changes changes, String message) {
    assertThatThrownBy(() -> check(changes))
        .isInstanceOfSatisfying(
            SpecException.class,
            e -> assertThat(e.problems()).singleElement().asString().contains(message));
  }

  @Test
  void moreTrialsAndLargerBudgetsNeedNoPermission() {
    sweep.with("trials: 4", "trials: 9").with("lanes: auto", "lanes: 2");
    check(Changes.NONE);
  }

  @Test
  void aWiderRangeIsAnExtension() {
    sweep.with("[0.004, 0.125]", "[0.002, 0.5]");
    assertRefused(Changes.NONE, "'musweep extend' to go on with this one");
    check(Changes.EXTENSION);
    check(Changes.FORCED);
  }

  @Test
  void anotherWidthAndAnotherSeedAreExtensions() {
    sweep.with("  width: 32", "  width: 64").with("check-widths: [64]", "check-widths: [96]");
    assertRefused(Changes.NONE, "(space, sampler, width or seed differ)");
    check(Changes.EXTENSION);
    sweep.with("seed: 7", "seed: 8");
    check(Changes.EXTENSION);
  }

  @Test
  void aRangeThatLeavesOutWhatWasTriedIsRefused() {
    sweep.with("[0.004, 0.125]", "[0.02, 0.125]");
    assertRefused(
        Changes.EXTENSION,
        "search.space must contain what was tried before, but not %s".formatted(TRIAL.id()));
  }

  @Test
  void anotherTrainingIsRefusedUnlessForced() {
    sweep.with("steps: 20", "steps: 40");
    assertRefused(Changes.NONE, "(data, model, parametrization or training differ)");
    assertRefused(Changes.EXTENSION, "or --force to mix them");
    assertThat(RunIdentity.check(state, spec(), new SweepLayout(folder.toUri()), Changes.FORCED))
        .contains("trained by different sweep files");
  }

  @Test
  void anEmptyStudyTakesAnyFile() {
    StudyState empty = new StudyState();
    empty.apply(RunIdentity.opened(1, spec()));
    sweep.with("steps: 20", "steps: 40");
    SweepLayout layout = new SweepLayout(folder.toUri());
    assertThat(RunIdentity.check(empty, spec(), layout, Changes.NONE)).isEmpty();
    assertThat(List.of(RunIdentity.hash(spec()).split("-"))).hasSize(2);
  }
}

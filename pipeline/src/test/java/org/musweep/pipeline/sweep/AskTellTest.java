package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.TrialState;
import org.musweep.pipeline.sampling.TpeSampler;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.space.IntRange;
import org.musweep.pipeline.space.LogUniform;
import org.musweep.pipeline.space.Scale;
import org.musweep.pipeline.space.SearchSpace;
import org.musweep.pipeline.sweep.AskTell.Asked;
import org.musweep.pipeline.sweep.AskTell.Reply;
import org.musweep.pipeline.trial.TrialId;

class AskTellTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(new Hyperparameter("rate", new LogUniform(1e-4, 1)));
  private static final EarlyStoppingSpec HALVING =
      new EarlyStoppingSpec(EarlyStoppingSpec.Rule.SUCCESSIVE_HALVING, 3, 0.1);

  @TempDir Path directory;

  private URI folder() {
    return directory.resolve("search").toUri();
  }

  @Test
  void asksUntilAllTrialsAreTold() {
    try (AskTell search = AskTell.open(folder(), Search.of(SPACE, 12))) {
      int asked = 0;
      for (Optional<Asked> next = search.ask(); next.isPresent(); next = search.ask()) {
        asked++;
        assertThat(next.get().fromStep()).isZero();
        assertThat(search.tell(next.get().trial(), loss(next.get()))).isEqualTo(Reply.ENDED);
      }
      assertThat(asked).isEqualTo(12);
      assertThat(search.isDone()).isTrue();
      double least =
          search.trials().stream()
              .mapToDouble(trial -> trial.progress().loss())
              .min()
              .orElseThrow();
      assertThat(search.best().orElseThrow().loss()).isEqualTo(least);
    }
  }

  @Test
  void worseTrialsEndEarlyAndTheOthersGoOnFromTheirStep() {
    try (AskTell search = AskTell.open(folder(), Search.of(SPACE, 9).with(90, HALVING))) {
      Map<TrialId, Integer> steps = new HashMap<>();
      List<Reply> replies = new ArrayList<>();
      for (Optional<Asked> next = search.ask(); next.isPresent(); next = search.ask()) {
        Asked asked = next.get();
        assertThat(asked.fromStep()).isEqualTo(steps.getOrDefault(asked.trial(), 0));
        steps.put(asked.trial(), asked.toStep());
        replies.add(search.tell(asked.trial(), loss(asked)));
      }
      assertThat(steps.values().stream().sorted().toList())
          .containsExactly(10, 10, 10, 10, 10, 10, 30, 30, 90);
      assertThat(replies.subList(0, 8)).containsOnly(Reply.WAITS);
      assertThat(search.isDone()).isTrue();
    }
  }

  @Test
  void openedAgainItGoesOnAndAsksAgainForWhatWasNotTold() {
    Search plan = Search.of(SPACE, 6).with(new TpeSampler(3));
    Asked untold;
    try (AskTell search = AskTell.open(folder(), plan)) {
      Asked first = search.ask().orElseThrow();
      untold = search.ask().orElseThrow();
      search.tell(first.trial(), 1.0);
      assertThatThrownBy(() -> AskTell.open(folder(), plan)).isInstanceOf(StudyHeldException.class);
    }
    try (AskTell search = AskTell.open(folder(), plan.withTrials(8))) {
      assertThat(search.ask()).contains(untold);
      search.tell(untold.trial(), Double.NaN);
      List<TrialId> others = new ArrayList<>();
      for (Optional<Asked> next = search.ask(); next.isPresent(); next = search.ask()) {
        others.add(next.get().trial());
      }
      assertThat(others).hasSize(6);
      others.forEach(trial -> search.tellFailure(trial, "no more time"));
      assertThat(search.isDone()).isTrue();
      assertThat(search.trials())
          .extracting(trial -> trial.result().orElseThrow().status())
          .containsExactly(
              "completed", "diverged", "failed", "failed", "failed", "failed", "failed", "failed");
    }
  }

  @Test
  void anotherSearchInTheSameFolderIsRefused() {
    AskTell.open(folder(), Search.of(SPACE, 6)).close();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AskTell.open(folder(), Search.of(SPACE, 6).withSeed(4)))
        .withMessageContaining("has one with another space, sampler, number of steps or seed");
  }

  @Test
  void whatWasNotAskedForCannotBeTold() {
    try (AskTell search = AskTell.open(folder(), Search.of(SPACE, 6))) {
      Asked asked = search.ask().orElseThrow();
      search.tell(asked.trial(), 1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> search.tell(asked.trial(), 1))
          .withMessage("Invalid trial: %s is not outstanding (must be one of [])", asked.trial());
    }
  }

  @Test
  void theExampleOfTheDocumentationFindsTheBestOfItsRange() throws IOException {
    Path folder = directory.resolve("example");
    // example
    SearchSpace space =
        SearchSpace.of(
            new Hyperparameter("learning-rate", new LogUniform(1e-4, 1)),
            new Hyperparameter("depth", new IntRange(1, 8, Scale.LINEAR)));
    Search plan =
        Search.of(space, 27)
            .with(new TpeSampler(1))
            .with(900, new EarlyStoppingSpec(EarlyStoppingSpec.Rule.ASHA, 3, 0.1));
    MyTrainer trainer = new MyTrainer();
    try (AskTell search = AskTell.open(folder.toUri(), plan)) {
      for (var next = search.ask(); next.isPresent(); next = search.ask()) {
        Asked asked = next.get();
        double loss = trainer.train(asked.configuration(), asked.fromStep(), asked.toStep());
        search.tell(asked.trial(), loss);
      }
      System.out.println(search.best().orElseThrow());
    }
    // end of example
    try (AskTell search = AskTell.open(folder.toUri(), plan)) {
      assertThat(search.isDone()).isTrue();
      SweepProgress.Best best = search.best().orElseThrow();
      assertThat(best.step()).isEqualTo(900);
      assertThat(best.loss()).isLessThan(2.5);
      assertThat(search.trials()).filteredOn(this::completed).hasSizeBetween(3, 9);
    }
    assertThat(codeOf(Path.of("../docs/ask-and-tell.md"), "```java", "```"))
        .isEqualTo(
            codeOf(
                Path.of("src/test/java/org/musweep/pipeline/sweep/AskTellTest.java"),
                "    // example",
                "    // end of example"));
  }

  private boolean completed(TrialState trial) {
    return trial.result().orElseThrow().status().equals("completed");
  }

  private static String codeOf(Path file, String from, String to) throws IOException {
    return Files.readAllLines(file).stream()
        .dropWhile(line -> !line.equals(from))
        .skip(1)
        .takeWhile(line -> !line.equals(to))
        .map(String::strip)
        .collect(Collectors.joining("\n"));
  }

  private static double loss(Asked asked) {
    double rate = asked.configuration().number("rate").orElseThrow();
    return 1 + Math.abs(Math.log10(rate) + 2) + 1.0 / asked.toStep();
  }

  /** A trainer of which the search knows nothing. */
  private static final class MyTrainer {
    double train(Configuration settings, int fromStep, int toStep) {
      double rate = settings.number("learning-rate").orElseThrow();
      double depth = settings.number("depth").orElseThrow();
      assertThat(fromStep).isLessThan(toStep);
      return 2
          + Math.abs(Math.log10(rate) + 2)
          + 0.1 * Math.abs(depth - 4)
          + 100.0 / (100 + toStep);
    }
  }
}

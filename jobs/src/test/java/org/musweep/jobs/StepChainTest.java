package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.StorageException;
import org.musweep.pipeline.log.StudyHeldException;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpecReader;

class StepChainTest {

  @TempDir private Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          InputStream.nullInputStream(),
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          0);
  private final List<String> started = new ArrayList<>();
  private SmallSweep sweep;

  /** A run that was begun before: a new one would prepare its data first. */
  @BeforeEach
  void beginRun() throws IOException {
    sweep = SmallSweep.in(folder);
    Files.createDirectories(sweep.runFolder().resolve("log"));
  }

  private RunContext context() {
    var file = SweepSpecReader.open(Path.of(sweep.file()));
    var layout = SweepLayout.of(file.spec().output(), file.spec().sweep(), "main");
    return new RunContext(
        file,
        layout,
        TerminalDisplay.open(console),
        List.of("run", sweep.file()),
        RunIdentity.Changes.NONE);
  }

  private Step step(String name, ExitCode exit) {
    return new FakeStep(
        name,
        () -> {
          started.add(name + " " + status().state());
          return new StepResult(exit, name + " was run");
        });
  }

  private RunStatus status() {
    return RunStatus.read(Storage.documents(), sweep.runFolder().resolve("status.json").toUri())
        .orElseThrow();
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runsStepsInTheirOrder() {
    ExitCode exit;
    try (RunContext context = context()) {
      exit =
          new StepChain(context, console)
              .run(List.of(step("sweep", ExitCode.DONE), step("select", ExitCode.DONE)));
    }

    assertThat(exit).isEqualTo(ExitCode.DONE);
    assertThat(started).containsExactly("sweep RUNNING", "select RUNNING");
    assertThat(printed().lines()).containsExactly("sweep was run", "select was run");
    assertThat(status().step()).isEqualTo("select");
    assertThat(status().state()).isEqualTo(RunStatus.State.DONE);
    assertThat(status().exitCode()).isEqualTo(OptionalInt.of(0));
  }

  @Test
  void endsAtTheFirstStepThatFails() {
    ExitCode exit;
    try (RunContext context = context()) {
      exit =
          new StepChain(context, console)
              .run(
                  List.of(
                      step("coord-check", ExitCode.COORD_CHECK_FAILED),
                      step("sweep", ExitCode.DONE)));
    }

    assertThat(exit).isEqualTo(ExitCode.COORD_CHECK_FAILED);
    assertThat(started).containsExactly("coord-check RUNNING");
    assertThat(status().step()).isEqualTo("coord-check");
    assertThat(status().state()).isEqualTo(RunStatus.State.FAILED);
    assertThat(status().exitCode()).isEqualTo(OptionalInt.of(3));
    assertThat(status().retryable()).isFalse();
  }

  @Test
  void exceptionsLeaveTheirMarkInTheStatus() {
    Step failing =
        new FakeStep(
            "sweep",
            () -> {
              throw new StorageException("disk full");
            });

    try (RunContext context = context()) {
      var chain = new StepChain(context, console);
      assertThatThrownBy(() -> chain.run(List.of(failing))).hasMessage("disk full");
    }

    assertThat(status().state()).isEqualTo(RunStatus.State.FAILED);
    assertThat(status().exitCode()).isEqualTo(OptionalInt.of(7));
    assertThat(status().retryable()).isTrue();
  }

  @Test
  void heldStudyIsNotTouched() {
    try (RunContext holder = context();
        RunContext late = context()) {
      new StepChain(holder, console).run(List.of(step("sweep", ExitCode.DONE)));
      RunStatus before = status();
      var chain = new StepChain(late, console);

      assertThatThrownBy(() -> chain.run(List.of(step("select", ExitCode.DONE))))
          .isInstanceOf(StudyHeldException.class)
          .extracting(e -> Failure.of(e).exit())
          .isEqualTo(ExitCode.STUDY_HELD);

      assertThat(started).containsExactly("sweep RUNNING");
      assertThat(status()).isEqualTo(before);
    }
  }

  @Test
  void runIsKeptTogetherWithItsSweepFile() {
    try (RunContext context = context()) {
      new StepChain(context, console).run(List.of(step("sweep", ExitCode.DONE)));
    }

    assertThat(sweep.runFolder().resolve("sweep.yaml"))
        .hasSameTextualContentAs(Path.of(sweep.file()));
    assertThat(CommandRun.of("status", sweep.file()).out()).contains("sweep is done");
  }

  /** A step that does what a test says. */
  private record FakeStep(String name, Supplier<StepResult> action) implements Step {

    @Override
    public StepResult run(RunContext context) {
      context.study();
      return action.get();
    }
  }
}

package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.musweep.pipeline.log.Event;
import org.musweep.pipeline.log.LeaseHolder;
import org.musweep.pipeline.log.RunStatus;
import org.musweep.pipeline.log.RunStatus.State;
import org.musweep.pipeline.log.StudyState;

class StatusFollowerTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Deque<StatusText> readings = new ArrayDeque<>();
  private final SteppedPace pace = new SteppedPace();

  private void reading(String step, State state, Optional<LeaseHolder> holder) {
    OptionalInt exit = state == State.DONE ? OptionalInt.of(0) : OptionalInt.empty();
    var status = new RunStatus(step, state, exit, false, List.of(), Instant.EPOCH);
    var study = new StudyState();
    if (!step.equals("coord-check")) {
      study.apply(new Event.StepFinished("coord-check", "passed 1234"));
    }
    readings.add(
        new StatusText(
            "out/a/main",
            Optional.of(status),
            holder,
            study,
            List.of(),
            Optional.empty(),
            WideStatus.none()));
  }

  private void readingsOfARun() {
    Optional<LeaseHolder> alive = Optional.of(LeaseHolder.thisProcess(0));
    reading("coord-check", State.RUNNING, alive);
    reading("coord-check", State.RUNNING, alive);
    // A reader may come between two steps: the run goes on.
    reading("coord-check", State.DONE, alive);
    reading("sweep", State.RUNNING, alive);
    reading("sweep", State.DONE, Optional.empty());
  }

  private List<String> followed(int columns, StatusFollower.Form form) {
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new StatusFollower(new Console(InputStream.nullInputStream(), out, out, columns), form, pace)
        .follow(readings::remove);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLineForEveryChangeWhereThereIsNoTerminal() {
    readingsOfARun();

    assertThat(followed(0, StatusFollower.Form.LINES))
        .containsExactly(
            "coord-check running",
            "coord-check done",
            "sweep running",
            "out/a/main: sweep is done",
            "  steps done      coord-check");
    assertThat(pace.seconds).isEqualTo(4);
  }

  @Test
  void scriptsGetADocumentForEveryChange() {
    readingsOfARun();

    List<String> documents = followed(0, StatusFollower.Form.JSON);

    assertThat(documents).hasSize(4).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
    assertThat(documents.get(0)).contains("\"held\":true", "\"step\":\"coord-check\"");
    assertThat(documents.get(3))
        .contains("\"held\":false", "\"state\":\"done\"", "\"exitCode\":0")
        .contains("\"finishedSteps\":{\"coord-check\":\"passed\"}");
  }

  @Test
  void terminalIsDrawnOverAndLinesFit() {
    readingsOfARun();

    List<String> lines = followed(20, StatusFollower.Form.LINES);

    assertThat(lines).allMatch(line -> line.replaceAll("\u001b\\[[0-9]*[AJ]|\r", "").length() < 20);
    // Each drawing but the first begins by going up over the two lines of the one before.
    assertThat(bytes.toString(StandardCharsets.UTF_8).split("\u001b\\[2A", -1)).hasSize(5);
  }

  private static final class SteppedPace implements StatusFollower.Pace {

    private int seconds;

    @Override
    public Instant now() {
      return Instant.ofEpochSecond(seconds);
    }

    @Override
    public void pass(Duration time) {
      seconds += (int) time.toSeconds();
    }
  }
}

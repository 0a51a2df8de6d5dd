package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterruptionTest {

  private final List<String> events = new ArrayList<>();

  private final Interruption.Ending ending =
      new Interruption.Ending() {
        @Override
        public void exit(int code) {
          events.add("exit " + code);
        }

        @Override
        public void halt(int code) {
          events.add("halt " + code);
        }
      };

  @Test
  void saysFarewellBeforeItExits() {
    var interruption = new Interruption(code -> events.add("farewell " + code), ending);

    interruption.awaitEndIfUnderWay();
    interruption.begin(ExitCode.TERMINATED);

    assertThat(events).containsExactly("farewell TERMINATED", "exit 143");
  }

  @Test
  void exitsAlsoIfTheFarewellFails() {
    var interruption =
        new Interruption(
            code -> {
              throw new IllegalStateException("disk full");
            },
            ending);

    assertThatThrownBy(() -> interruption.begin(ExitCode.INTERRUPTED))
        .isInstanceOf(IllegalStateException.class);

    assertThat(events).containsExactly("exit 130");
  }

  @Test
  void secondSignalHaltsAtOnce() {
    var interruption = new Interruption(code -> events.add("farewell"), ending);

    interruption.begin(ExitCode.INTERRUPTED);
    interruption.begin(ExitCode.INTERRUPTED);

    assertThat(events).containsExactly("farewell", "exit 130", "halt 130");
  }
}

package org.musweep.pipeline.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.musweep.pipeline.trial.LostExecutorException.Blame;

class LostExecutorsTest {

  @ParameterizedTest
  @CsvSource({
    "Command exited with code 134, PACK",
    "Command exited with code 139, PACK",
    "Command exited with code 1, PACK",
    "Command exited with code 52, MEMORY",
    "Command exited with code 137, UNKNOWN",
    "Command exited with code 143, UNKNOWN",
    "Container from a bad node. Exit status: 134. Diagnostics: none, PACK",
    "The executor with id 3 exited with exit code 137(SIGKILL possible container OOM), UNKNOWN",
    "Executor heartbeat timed out after 125000 ms, UNKNOWN",
    "Remote RPC client disassociated, UNKNOWN"
  })
  void exitCodeTellsAProcessThatEndedByItselfFromOneThatWasKilled(String reason, Blame blame) {
    assertThat(new LostExecutors.Loss("7", true, reason, true).meaning().blame()).isEqualTo(blame);
  }

  @Test
  void whoWasLostWithOthersOrWithItsMachineIsNotToBlameForSure() {
    String reason = "Command exited with code 134";
    assertThat(new LostExecutors.Loss("7", true, reason, false).meaning().blame())
        .isEqualTo(Blame.UNKNOWN);
    assertThat(new LostExecutors.Loss("7", false, reason, true).meaning())
        .hasMessage("executor 7: Command exited with code 134")
        .returns(Blame.UNKNOWN, each -> each.blame());
  }
}

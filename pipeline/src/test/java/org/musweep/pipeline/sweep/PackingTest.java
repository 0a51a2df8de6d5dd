package org.musweep.pipeline.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackingTest {

  private static final int NO_LIMIT = Integer.MAX_VALUE;
  private static final Packing AUTO = new Packing(new ExecutionSpec.Lanes.Auto(), 16);

  @Test
  void waitingTrialsAreDividedEvenlyOverTheSlots() {
    assertThat(AUTO.split(24, NO_LIMIT, 24, 4)).containsExactly(6, 6, 6, 6);
    assertThat(AUTO.split(9, NO_LIMIT, 9, 2)).containsExactly(5, 4);
    assertThat(AUTO.split(3, NO_LIMIT, 3, 8)).containsExactly(1, 1, 1);
  }

  @Test
  void packsHaveAtMostSixteenLanes() {
    assertThat(AUTO.split(24, NO_LIMIT, 24, 1)).containsExactly(12, 12);
    assertThat(AUTO.split(100, NO_LIMIT, 100, 2)).hasSize(8).allMatch(lanes -> lanes <= 16);
  }

  @Test
  void everySlotHasAsManyPacks() {
    assertThat(AUTO.split(48, NO_LIMIT, 48, 2)).containsExactly(12, 12, 12, 12);
    assertThat(AUTO.split(33, NO_LIMIT, 33, 2)).containsExactly(9, 8, 8, 8);
    assertThat(AUTO.split(32, NO_LIMIT, 32, 2)).containsExactly(16, 16);
  }

  @Test
  void packsHaveAtMostWhatWasMeasured() {
    Packing measured = new Packing(new ExecutionSpec.Lanes.Auto(), 4);
    assertThat(measured.split(24, NO_LIMIT, 24, 2)).containsExactly(4, 4, 4, 4, 4, 4);
    assertThat(measured.split(5, NO_LIMIT, 5, 2)).containsExactly(3, 2);
  }

  @Test
  void othersThatWaitForTheSameSlotsCount() {
    assertThat(AUTO.split(4, NO_LIMIT, 16, 2)).containsExactly(4);
  }

  @Test
  void numberOfLanesFromTheFileIsAnUpperBound() {
    Packing fives = new Packing(new ExecutionSpec.Lanes.Fixed(5), 16);
    assertThat(fives.split(24, NO_LIMIT, 24, 2)).containsExactly(5, 5, 5, 5, 4);
    assertThat(fives.split(3, NO_LIMIT, 3, 2)).containsExactly(3);
    assertThat(new Packing(new ExecutionSpec.Lanes.Fixed(40), 16).split(40, NO_LIMIT, 40, 2))
        .containsExactly(40);
  }

  @Test
  void trialsThatWereLostAreLimited() {
    assertThat(AUTO.split(3, 1, 30, 2)).containsExactly(1, 1, 1);
    assertThat(AUTO.split(0, 1, 30, 2)).isEmpty();
  }
}

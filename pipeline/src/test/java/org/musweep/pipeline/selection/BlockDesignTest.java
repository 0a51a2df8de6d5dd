package org.musweep.pipeline.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import org.junit.jupiter.api.Test;

class BlockDesignTest {

  @Test
  void twoAlternativesGiveThePairedInterval() {
    BlockDesign design =
        new BlockDesign(List.of(List.of(2.30, 2.41, 2.27), List.of(2.25, 2.32, 2.26)));
    Estimate paired = Estimate.ofSample(List.of(0.05, 0.09, 0.01));
    Estimate difference = design.difference(0, 1, design.noise());
    assertThat(difference.mean()).isCloseTo(paired.mean(), offset(1e-12));
    assertThat(difference.standardError()).isCloseTo(paired.standardError(), offset(1e-12));
    assertThat(difference.high()).isCloseTo(paired.high(), offset(1e-12));
  }

  @Test
  void whatASeedDoesToAllAlternativesAlikeIsNoNoise() {
    BlockDesign design = new BlockDesign(List.of(List.of(1.0, 5.0, 9.0), List.of(2.0, 6.0, 10.0)));
    assertThat(design.noise().variance()).isCloseTo(0, offset(1e-20));
    assertThat(design.difference(1, 0, design.noise()).low()).isCloseTo(1, offset(1e-9));
  }

  @Test
  void oneSeedLeavesNoDegreesOfFreedom() {
    BlockDesign design = new BlockDesign(List.of(List.of(1.0), List.of(2.0)));
    assertThat(design.noise().known()).isFalse();
    assertThat(design.difference(1, 0, design.noise()).hasInterval()).isFalse();
  }

  @Test
  void refusesDifferentNumbersOfSeeds() {
    assertThatThrownBy(() -> new BlockDesign(List.of(List.of(1.0), List.of(2.0, 3.0))))
        .hasMessageContaining("rows of 1 and 2 seeds");
  }
}

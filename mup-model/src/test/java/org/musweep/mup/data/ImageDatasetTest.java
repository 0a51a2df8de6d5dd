package org.musweep.mup.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  private static final DataShape.Images SHAPE = new DataShape.Images(2, 1, 2, 3);
  private static final byte[] PIXELS = {
    0, 10, 100, 100, //
    20, 30, (byte) 200, (byte) 200, //
    1, 2, 3, 4
  };

  @Test
  void standardizesEachChannelWithTheTrainingPart() {
    try (var data = ImageDataset.of(SHAPE, PIXELS, new int[] {0, 2, 1}, 1)) {
      var batch = new HostBatch(SHAPE, 3);
      data.readTraining(0, batch);
      data.readTraining(1, batch);
      data.readValidation(0, batch);
      float[] pixels = new float[12];
      batch.pixels().get(pixels);
      double deviation = Math.sqrt(125);
      assertThat(pixels[0]).isCloseTo((float) (-15 / deviation), within(1e-6f));
      assertThat(pixels[5]).isCloseTo((float) (15 / deviation), within(1e-6f));
      assertThat(pixels[3]).isCloseTo(-1, within(1e-6f));
      assertThat(pixels[6]).isCloseTo(1, within(1e-6f));
      assertThat(pixels[11]).isCloseTo((4 - 150) / 50f, within(1e-6f));
      assertThat(batch.targets().get(1)).isEqualTo(2);
      assertThat(batch.targets().remaining()).isEqualTo(3);
    }
  }

  @Test
  void baselineIsTheClassPrior() {
    try (var data = ImageDataset.of(SHAPE, PIXELS, new int[] {0, 0, 0}, 1)) {
      assertThat(data.baselineLoss()).isCloseTo(-Math.log(3 / 5.0), within(1e-15));
    }
  }

  @Test
  void rejectsLabelsOutOfRangeAndWrongSizes() {
    assertThatThrownBy(() -> ImageDataset.of(SHAPE, PIXELS, new int[] {0, 3, 1}, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("label 3 is out of range (must be 0 to 2)");
    assertThatThrownBy(() -> ImageDataset.of(SHAPE, PIXELS, new int[] {0, 1}, 1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be 4 bytes per image");
    assertThatThrownBy(() -> ImageDataset.of(SHAPE, PIXELS, new int[] {0, 1, 2}, 3))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be from 1 to 2");
  }
}

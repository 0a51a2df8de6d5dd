package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.training.TinyStacks.Family;

/** Checkpoints that are cut, changed or made up are refused, and the lane stays as it was. */
@Tag("djl")
class CheckpointFuzzTest {

  private static final int ROUNDS = 400;

  private Dataset dataset;
  private StackTrainer trainer;
  private byte[] checkpoint;

  @BeforeEach
  void write() throws IOException {
    dataset = Family.MLP.dataset();
    trainer =
        StackTrainer.create(
            LaneStateTest.spec(
                Family.MLP, OptimizerKind.ADAM, TinyStacks.differentLanes(OptimizerKind.ADAM)),
            dataset,
            Device.cpu());
    checkpoint = written();
  }

  @AfterEach
  void close() {
    trainer.close();
    dataset.close();
  }

  @Test
  void cutAnywhereItIsRefused() throws IOException {
    var random = new SplittableRandom(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] cut = Arrays.copyOf(checkpoint, random.nextInt(checkpoint.length));

      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
      assertThat(written()).isEqualTo(checkpoint);
    }
  }

  @Test
  void changedInItsHeaderItIsRefusedOrReadWhole() throws IOException {
    var random = new SplittableRandom(2);
    int header = 8 + (int) headerLength();
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] changed = checkpoint.clone();
      for (int change = random.nextInt(1, 4); change > 0; change--) {
        changed[random.nextInt(header)] = (byte) random.nextInt(256);
      }
      try {
        read(changed);
      } catch (IOException e) {
        refused++;
        assertThat(written()).isEqualTo(checkpoint);
      }
      read(checkpoint);
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, -1, 0, 1, Integer.MAX_VALUE})
  void lengthOfTheHeaderIsChecked(long length) {
    byte[] changed = checkpoint.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(length);

    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("header");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[0,2]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":\"x\",\"data_offsets\":[0,4]}}",
        "{\"a\":[]}",
        "[]",
        "null",
        "{\"a\":{}}"
      })
  void headerThatLiesIsRefused(String header) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file = ByteBuffer.allocate(8 + text.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    file.putLong(text.length).put(text);

    assertThatThrownBy(() -> read(file.array())).isInstanceOf(IOException.class);
  }

  @Test
  void javaObjectsAndZipFilesAreNoCheckpoints() {
    assertThatThrownBy(() -> read(new byte[] {(byte) 0xAC, (byte) 0xED, 0, 5, 's', 'r', 0, 1, 2}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("PK\3\4 and more of it".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(IOException.class);
  }

  private long headerLength() {
    return ByteBuffer.wrap(checkpoint).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private void read(byte[] bytes) throws IOException {
    trainer.laneState().readCheckpoint(0, new ByteArrayInputStream(bytes));
  }

  private byte[] written() throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    trainer.laneState().writeCheckpoint(0, to);
    return to.toByteArray();
  }
}

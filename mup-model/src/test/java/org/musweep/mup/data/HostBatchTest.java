package org.musweep.mup.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class HostBatchTest {

  @Test
  void isReusedAfterClear() {
    var batch = new HostBatch(new DataShape.Tokens(9, 2), 1);
    batch.appendWindow(new int[] {1, 2, 3});
    assertThatThrownBy(() -> batch.appendWindow(new int[] {1, 2, 3}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("capacity 1");
    batch.clear();
    assertThat(batch.tokens().remaining()).isZero();
    batch.appendWindow(new int[] {4, 5, 6});
    assertThat(batch.rows()).isEqualTo(1);
    assertThat(batch.tokens().get(1)).isEqualTo(5);
  }

  @Test
  void buffersAreDirectInNativeOrder() {
    var batch = new HostBatch(new DataShape.Images(1, 2, 2, 2), 3);
    assertThat(batch.pixels().isDirect()).isTrue();
    assertThat(batch.pixels().order()).isEqualTo(ByteOrder.nativeOrder());
    assertThat(batch.targets().isDirect()).isTrue();
  }

  @Test
  void refusesTheOtherKind() {
    var batch = new HostBatch(new DataShape.Images(1, 2, 2, 2), 3);
    assertThatThrownBy(batch::tokens).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> batch.appendWindow(new int[5]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

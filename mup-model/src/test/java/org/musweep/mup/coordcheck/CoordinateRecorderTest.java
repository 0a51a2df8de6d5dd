package org.musweep.mup.coordcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statistics of modules that can be computed by hand. */
@Tag("djl")
class CoordinateRecorderTest {

  /** Two lanes, two examples each, two coordinates: {@code f(x) = w x} with one w per lane. */
  @Test
  void measuresSizeDependencyAndUpdatePerLane() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x =
          manager.create(new float[] {3, 4, 0, 0, 1, 1, 1, -1}, new Shape(2, 2, 2)); // [T, rows, d]
      NDArray w = manager.create(new float[] {2, 10}, new Shape(2, 1, 1));
      UnaryOperator<NDArray> module = in -> in.mul(w);
      CoordinateRecorder recorder = new CoordinateRecorder(2, 2, manager);

      recorder.startStep();
      recorder.recordModule("m", x, module.apply(x), () -> module.apply(x));
      w.addi(manager.create(new float[] {0.5f, -1}, new Shape(2, 1, 1)));
      recorder.updated();

      expect(recorder, CoordRecord.L1, 14 / 4.0, 10);
      expect(recorder, CoordRecord.FORWARD, Math.sqrt(100 / 4.0), 10);
      expect(recorder, CoordRecord.DEPENDENCY, 2, 10);
      expect(recorder, CoordRecord.UPDATE, 0.5 * Math.sqrt(25 / 4.0), 1);
      assertThat(recorder.measurements())
          .noneMatch(each -> each.statistic().equals(CoordRecord.DELTA));

      recorder.startStep();
      recorder.recordModule("m", x, module.apply(x), () -> module.apply(x));

      expect(recorder, CoordRecord.DELTA, 0.5 * 7 / 4, 1);
      expect(recorder, CoordRecord.DEPENDENCY, 2.5, 9);
    }
  }

  @Test
  void outputsOfTokensAreComparedAlone() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray tokens = manager.create(new long[] {0, 1}, new Shape(1, 2)); // [T, rows]
      NDArray table = manager.create(new float[] {1, 1, 4, -3}, new Shape(2, 2));
      UnaryOperator<NDArray> module = in -> table.get(in.flatten()).reshape(1, 2, 2);
      CoordinateRecorder recorder = new CoordinateRecorder(1, 2, manager);
      recorder.recordModule("embedding", tokens, module.apply(tokens), () -> module.apply(tokens));
      expect(recorder, CoordRecord.DEPENDENCY, Math.sqrt((9 + 16) / 2.0));
    }
  }

  @Test
  void equalInputsHaveNoDependencyAndOneExampleHasNoPair() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.ones(new Shape(1, 2, 3));
      CoordinateRecorder two = new CoordinateRecorder(1, 2, manager);
      two.recordModule("m", x, x, () -> x);
      expect(two, CoordRecord.DEPENDENCY, 0);
      CoordinateRecorder one = new CoordinateRecorder(1, 1, manager);
      one.recordModule("m", x, x, () -> x);
      assertThat(one.measurements())
          .isNotEmpty()
          .noneMatch(each -> each.statistic().equals(CoordRecord.DEPENDENCY));
    }
  }

  /** What a module records inside is recorded once, not again when the update is measured. */
  @Test
  void partsAreNotRecordedAgain() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.ones(new Shape(1, 2, 3));
      CoordinateRecorder recorder = new CoordinateRecorder(1, 2, manager);
      UnaryOperator<NDArray> block =
          in -> {
            recorder.recordModule("block.part", in, in, () -> in);
            if (recorder.wantsProbes()) {
              recorder.record("block.probe", in);
            }
            return in;
          };
      recorder.recordModule("block", x, block.apply(x), () -> block.apply(x));
      recorder.updated();
      assertThat(recorder.measurements())
          .extracting(each -> each.module() + " " + each.statistic())
          .doesNotHaveDuplicates()
          .contains("block update", "block.part update", "block.probe l1")
          .doesNotContain("block.probe update");
    }
  }

  private static void expect(CoordinateRecorder recorder, String statistic, double... byLane) {
    List<Double> actual =
        recorder.measurements().stream()
            .filter(each -> each.statistic().equals(statistic))
            .findFirst()
            .orElseThrow()
            .byLane();
    assertThat(actual).as(statistic).hasSize(byLane.length);
    for (int lane = 0; lane < byLane.length; lane++) {
      assertThat(actual.get(lane)).as(statistic).isCloseTo(byLane[lane], within(1e-6));
    }
  }
}

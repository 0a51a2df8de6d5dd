package org.musweep.mup.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.musweep.mup.block.FeedForward;
import org.musweep.mup.block.QueryKeyValue;
import org.musweep.mup.block.RotaryPositions;
import org.musweep.mup.block.StackedNorm;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.family.Transformer;
import org.musweep.mup.family.TransformerOptions;
import org.musweep.mup.family.TransformerSize;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.training.TinyStacks.Family;

/**
 * Every combination of a Transformer's options: norm, feed-forward, positions, readout,
 * projections, heads of fixed size or number, key and value heads in groups or not, and a
 * feed-forward width that grows on its own.
 */
@Tag("djl")
class TransformerCombinationsTest {

  private static final int STEPS = 3;
  private static final List<FeedForward.Kind> FEED_FORWARD =
      List.of(FeedForward.Kind.GELU, FeedForward.Kind.RELU, FeedForward.Kind.SWIGLU);
  private static final OptimizerKind OPTIMIZER = OptimizerKind.ADAMW;

  static Stream<Transformer> combinations() {
    List<Transformer> result = new ArrayList<>();
    for (StackedNorm.Kind norm : StackedNorm.Kind.values()) {
      for (FeedForward.Kind feedForward : FEED_FORWARD) {
        for (RotaryPositions positions : List.of(RotaryPositions.NONE, RotaryPositions.STANDARD)) {
          for (boolean tied : new boolean[] {false, true}) {
            for (QueryKeyValue.Form form : QueryKeyValue.Form.values()) {
              for (int keyValueHeads : new int[] {4, 2}) {
                boolean fixedCount = result.size() % 3 == 0;
                result.add(
                    transformer(
                        norm, feedForward, positions, tied, form, keyValueHeads, fixedCount));
              }
            }
          }
        }
      }
    }
    return result.stream();
  }

  private static Transformer transformer(
      StackedNorm.Kind norm,
      FeedForward.Kind feedForward,
      RotaryPositions positions,
      boolean tied,
      QueryKeyValue.Form form,
      int keyValueHeads,
      boolean fixedCount) {
    return new Transformer(
        (DataShape.Tokens) Family.TRANSFORMER.ofWidth(8).input(),
        1,
        new TransformerSize(16, 4, keyValueHeads, 4, 24),
        fixedCount
            ? new TransformerSize(8, 4, keyValueHeads, 2, 20)
            : new TransformerSize(8, 2, keyValueHeads / 2, 4, 20),
        fixedCount,
        new TransformerOptions(
            norm,
            feedForward,
            positions,
            tied,
            // without rotation the keys' own bias has a gradient of rounding errors only
            norm == StackedNorm.Kind.LAYER
                && (form == QueryKeyValue.Form.JOINT || positions.enabled()),
            feedForward == FeedForward.Kind.GELU,
            !tied && positions.enabled(),
            false,
            0.5,
            form));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void lanesEqualSoloRuns(Transformer architecture) {
    List<LaneSpec> lanes =
        TinyStacks.clipped(TinyStacks.differentLanes(OPTIMIZER).subList(2, 4), 0.5);
    try (Dataset dataset = Family.TRANSFORMER.dataset()) {
      TrainedStack together = train(architecture, lanes, dataset);
      TrainedStack alone = train(architecture, List.of(lanes.get(1)), dataset);
      together.assertLaneIsNear(1, alone, 0, 1e-9);
      assertThat(together.outcomes()).doesNotHaveDuplicates();
    }
  }

  private static TrainedStack train(
      Architecture architecture, List<LaneSpec> lanes, Dataset dataset) {
    return TrainedStack.train(
        TinyStacks.spec(architecture, OPTIMIZER, DataType.FLOAT64, TinyStacks.training(), lanes),
        dataset,
        STEPS);
  }
}

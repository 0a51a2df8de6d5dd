package org.musweep.pipeline.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  private static final List<Distribution> ALL =
      List.of(
          new Uniform(-2, 3),
          new LogUniform(0.004, 0.125),
          new IntRange(-3, 12),
          IntRange.log(1, 64),
          Choice.of("cosine", "linear", "constant"));

  @Test
  void everyPointOfTheUnitIntervalHasAValueThatLeadsBack() {
    for (Distribution distribution : ALL) {
      for (double unit : new double[] {0, 1e-12, 0.2, 0.5, 0.77, Math.nextDown(1.0), 1}) {
        SettingValue value = distribution.valueAt(unit);
        assertThat(distribution.contains(value)).as(distribution.text()).isTrue();
        SettingValue back = distribution.valueAt(distribution.unit(value));
        if (value instanceof SettingValue.Numeric numeric) {
          assertThat(((SettingValue.Numeric) back).number())
              .isCloseTo(numeric.number(), within(1e-12));
        } else {
          assertThat(back).isEqualTo(value);
        }
      }
    }
  }

  @Test
  void edgesAreExact() {
    assertThat(new LogUniform(0.004, 0.125).valueAt(0)).isEqualTo(numeric(0.004));
    assertThat(new LogUniform(0.004, 0.125).valueAt(1)).isEqualTo(numeric(0.125));
    assertThat(new IntRange(1, 5).valueAt(Math.nextDown(1.0))).isEqualTo(numeric(5));
  }

  @Test
  void logUniformSpreadsRatiosEvenly() {
    Distribution distribution = new LogUniform(1, 16);
    assertThat(number(distribution.valueAt(0.25))).isCloseTo(2, within(1e-12));
    assertThat(number(distribution.valueAt(0.5))).isCloseTo(4, within(1e-12));
    assertThat(distribution.unit(numeric(8))).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void integersAndChoicesOwnEqualCells() {
    assertThat(counts(new IntRange(3, 6), 400)).containsValues(100, 100, 100, 100).hasSize(4);
    assertThat(counts(Choice.of("a", "b"), 400)).containsValues(200, 200).hasSize(2);
  }

  @Test
  void logIntegersOwnTheRatiosOfTheirCells() {
    Map<SettingValue, Integer> counts = counts(IntRange.log(1, 4), 100_000);
    // The cell of n runs from n - 1/2 to n + 1/2, all of them from 1/2 to 9/2.
    assertThat(counts.get(numeric(1)) / 1e5).isCloseTo(Math.log(3) / Math.log(9), within(1e-4));
    assertThat(counts.get(numeric(4)) / 1e5)
        .isCloseTo(Math.log(9.0 / 7) / Math.log(9), within(1e-4));
  }

  @Test
  void nearnessToAnEdgeIsMeasuredOnTheInternalScale() {
    Distribution log = new LogUniform(0.001, 1);
    assertThat(log.nearEdge(numeric(0.0014), 0.05)).contains(Edge.LOW);
    assertThat(log.nearEdge(numeric(0.0015), 0.05)).isEmpty();
    assertThat(log.nearEdge(numeric(0.72), 0.05)).contains(Edge.HIGH);
    assertThat(log.isNearEdge(numeric(0.5), 0.05)).isFalse();
    assertThat(new IntRange(1, 4).nearEdge(numeric(4), 0.05)).contains(Edge.HIGH);
    assertThat(new IntRange(1, 4).isNearEdge(numeric(3), 0.05)).isFalse();
    assertThat(Choice.of("a", "b").isNearEdge(new SettingValue.Named("a"), 0.05)).isFalse();
  }

  @Test
  void spreadIncludesBothEdges() {
    assertThat(new Uniform(0, 1).spread(3)).containsExactly(numeric(0), numeric(0.5), numeric(1));
    assertThat(new Uniform(0, 1).spread(1)).containsExactly(numeric(0.5));
    assertThat(new LogUniform(1, 4).spread(2)).containsExactly(numeric(1), numeric(4));
    assertThat(new LogUniform(1, 256).spread(3))
        .containsExactly(numeric(1), numeric(16), numeric(256));
    assertThat(new IntRange(1, 9).spread(3)).containsExactly(numeric(1), numeric(5), numeric(9));
    assertThat(new IntRange(1, 3).spread(10)).containsExactly(numeric(1), numeric(2), numeric(3));
    assertThat(IntRange.log(1, 64).spread(4))
        .containsExactly(numeric(1), numeric(4), numeric(16), numeric(64));
    assertThat(Choice.of("a", "b").spread(1)).hasSize(2);
  }

  @Test
  void containsItsEdgesAndNothingBeyond() {
    assertThat(new Uniform(0, 1).contains(numeric(1))).isTrue();
    assertThat(new Uniform(0, 1).contains(numeric(Math.nextUp(1.0)))).isFalse();
    assertThat(new Uniform(0, 1).contains(new SettingValue.Named("1"))).isFalse();
    assertThat(new IntRange(0, 3).contains(numeric(1.5))).isFalse();
    assertThat(Choice.of(1, 2).contains(numeric(2))).isTrue();
  }

  @Test
  void rejectsLogRangesThatTouchZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogUniform(0, 1))
        .withMessage("log-uniform needs low > 0, but low is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IntRange.log(0, 8))
        .withMessage("log-int needs low > 0, but low is 0");
  }

  @Test
  void rejectsEmptyRanges() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(2, 1))
        .withMessage("uniform needs low < high, but low is 2 and high is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new IntRange(4, 4))
        .withMessage("int needs low < high, but low is 4 and high is 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(0, Double.POSITIVE_INFINITY))
        .withMessageContaining("finite");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choice(List.of()))
        .withMessageContaining("at least one value");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choice.of("a", "b", "a"))
        .withMessage("choice needs distinct values, but a stands twice");
  }

  @Test
  void rejectsWhatItCannotMap() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(0, 1).valueAt(1.5))
        .withMessage("Invalid unit point: 1.5 (must be between 0 and 1)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LogUniform(0.004, 0.125).unit(numeric(0.2)))
        .withMessage("Invalid value: 0.2 (must lie in log-uniform [0.004, 0.125])");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(0, 1).isNearEdge(numeric(0), 0.5))
        .withMessageContaining("less than 0.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Uniform(0, 1).spread(0))
        .withMessageContaining("at least 1");
  }

  private static Map<SettingValue, Integer> counts(Distribution distribution, int points) {
    return IntStream.range(0, points)
        .mapToObj(point -> distribution.valueAt((point + 0.5) / points))
        .collect(
            Collectors.groupingBy(
                Function.identity(),
                Collectors.collectingAndThen(Collectors.toList(), List::size)));
  }

  private static SettingValue numeric(double number) {
    return new SettingValue.Numeric(number);
  }

  private static double number(SettingValue value) {
    return ((SettingValue.Numeric) value).number();
  }
}

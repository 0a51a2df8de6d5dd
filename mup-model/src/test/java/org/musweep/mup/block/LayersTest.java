package org.musweep.mup.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.musweep.mup.testing.Numbers.assertNear;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.kernel.Kernels;
import org.musweep.mup.law.WeightDecayRule;
import org.musweep.mup.parametrization.MultiplierSite;
import org.musweep.mup.parametrization.OptimizerKind;
import org.musweep.mup.parametrization.RuleSet;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.parametrization.SiteKind;
import org.musweep.mup.shape.InfDim;
import org.musweep.mup.stack.ActivationRecorder;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.stack.ForwardPass;
import org.musweep.mup.stack.Lane;
import org.musweep.mup.stack.ParameterSpec;
import org.musweep.mup.stack.TrialStack;
import org.musweep.mup.testing.Numbers;

/** Single layers, each as a model of its own. */
@Tag("djl")
class LayersTest {

  private static final InfDim WIDTH = new InfDim.Infinite(4, 8);
  private static final InfDim HEAD = new InfDim.Infinite(2, 4);

  private NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");

  /** What a layer does with its input, for {@code rows} sequences. */
  private interface Forward {
    NDArray of(ForwardPass pass, NDArray x, int rows);
  }

  /** One layer as a model. */
  private record SingleLayer(List<ParameterSpec> parameters, Forward forward)
      implements Architecture {
    @Override
    public String family() {
      return "layer";
    }

    @Override
    public DataShape input() {
      return new DataShape.Images(1, 1, WIDTH.size(), 2);
    }

    @Override
    public List<MultiplierSite> multipliers() {
      return List.of(new MultiplierSite(TrialStack.ATTENTION_SITE, SiteKind.ATTENTION, HEAD));
    }

    @Override
    public NDArray logits(ForwardPass pass, NDArray inputs, int rows) {
      return forward.of(pass, inputs, rows);
    }
  }

  @BeforeEach
  void open() {
    manager.close();
    manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
    ai.djl.pytorch.jni.JniUtils.setGradMode(false);
    Kernels.shared().prepareThread();
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void swigluGatesWithSilu() {
    FeedForward layer =
        FeedForward.of(
            "ffn", "ffn", WIDTH, new InfDim.Infinite(3, 6), false, FeedForward.Kind.SWIGLU);
    TrialStack stack = stack(layer.parameters(), (pass, x, rows) -> layer.forward(pass, x));
    assertThat(stack.parameters().keySet())
        .containsExactly("ffn.fc_1.weight", "ffn.fc_gate.weight", "ffn.fc_2.weight");
    double[] x = normals(8);
    double[] wide = times(Numbers.of(stack.parameter("ffn.fc_1.weight")), x);
    double[] gate = times(Numbers.of(stack.parameter("ffn.fc_gate.weight")), x);
    for (int i = 0; i < wide.length; i++) {
      wide[i] *= gate[i] / (1 + Math.exp(-gate[i]));
    }
    double[] expected = times(Numbers.of(stack.parameter("ffn.fc_2.weight")), wide);
    NDArray output = stack.logits(array(x, 1, 1, 8), 1, ActivationRecorder.NONE);
    assertNear("swiglu", Numbers.of(output), expected, 1e-12, 1e-12);
  }

  @Test
  void groupedHeadsShareKeysAndValues() {
    CausalSelfAttention grouped = attention(1, RotaryPositions.STANDARD, 2);
    CausalSelfAttention full = attention(2, RotaryPositions.STANDARD, 2);
    TrialStack groupedStack = stack(grouped.parameters(), grouped::forward);
    TrialStack fullStack = stack(full.parameters(), full::forward);
    double[] joint = Numbers.of(groupedStack.parameter("attn.qkv.weight")); // q q k v of 4 rows
    int head = 4 * 8;
    double[] repeated = new double[6 * head]; // q q k k v v
    int[] source = {0, 1, 2, 2, 3, 3};
    for (int part = 0; part < source.length; part++) {
      System.arraycopy(joint, source[part] * head, repeated, part * head, head);
    }
    fullStack.setParameter("attn.qkv.weight", 0, array(repeated, 24, 8));
    fullStack.setParameter(
        "attn.out.weight", 0, array(Numbers.of(groupedStack.parameter("attn.out.weight")), 8, 8));
    double[] x = normals(2 * 3 * 8);
    assertNear(
        "grouped",
        Numbers.of(groupedStack.logits(array(x, 1, 6, 8), 2, ActivationRecorder.NONE)),
        Numbers.of(fullStack.logits(array(x, 1, 6, 8), 2, ActivationRecorder.NONE)),
        1e-12,
        1e-12);
  }

  @Test
  void separateProjectionsEqualTheJointOne() {
    CausalSelfAttention joint = attention(1, RotaryPositions.NONE, 2);
    CausalSelfAttention separate =
        attention(1, RotaryPositions.NONE, 2, QueryKeyValue.Form.SEPARATE);
    TrialStack jointStack = stack(joint.parameters(), joint::forward);
    TrialStack separateStack = stack(separate.parameters(), separate::forward);
    double[] weights = Numbers.of(jointStack.parameter("attn.qkv.weight"));
    int head = 4 * 8;
    separateStack.setParameter(
        "attn.q.weight", 0, array(Arrays.copyOfRange(weights, 0, 2 * head), 8, 8));
    separateStack.setParameter(
        "attn.k.weight", 0, array(Arrays.copyOfRange(weights, 2 * head, 3 * head), 4, 8));
    separateStack.setParameter(
        "attn.v.weight", 0, array(Arrays.copyOfRange(weights, 3 * head, 4 * head), 4, 8));
    separateStack.setParameter(
        "attn.out.weight", 0, array(Numbers.of(jointStack.parameter("attn.out.weight")), 8, 8));
    double[] x = normals(3 * 8);
    assertNear(
        "separate",
        Numbers.of(separateStack.logits(array(x, 1, 3, 8), 1, ActivationRecorder.NONE)),
        Numbers.of(jointStack.logits(array(x, 1, 3, 8), 1, ActivationRecorder.NONE)),
        1e-12,
        1e-12);
  }

  @Test
  void outputsDoNotDependOnLaterPositions() {
    CausalSelfAttention layer = attention(1, RotaryPositions.STANDARD, 2);
    TrialStack stack = stack(layer.parameters(), layer::forward);
    double[] x = normals(3 * 8);
    double[] changed = x.clone();
    Arrays.fill(changed, 16, 24, 7);
    double[] before = Numbers.of(stack.logits(array(x, 1, 3, 8), 1, ActivationRecorder.NONE));
    double[] after = Numbers.of(stack.logits(array(changed, 1, 3, 8), 1, ActivationRecorder.NONE));
    assertThat(Arrays.copyOf(after, 16)).isEqualTo(Arrays.copyOf(before, 16));
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void logitsAreScaledByTheBaseHeadSizeAndThePlan() {
    CausalSelfAttention layer = attention(2, RotaryPositions.NONE, 2);
    TrialStack stack = stack(layer.parameters(), layer::forward);
    double[] x = normals(8);
    double[] joint = times(Numbers.of(stack.parameter("attn.qkv.weight")), x);
    double[] expected = new double[2];
    for (int head = 0; head < 2; head++) {
      for (int i = 0; i < 4; i++) {
        // base head size 2, head size 4: 1/√2 · (4/2)⁻¹
        expected[head] += joint[head * 4 + i] * joint[8 + head * 4 + i] / Math.sqrt(2) * (2.0 / 4);
      }
    }
    double[] logits = probe(stack, array(x, 1, 1, 8)).get("attn.logits");
    assertNear("logits", logits, expected, 1e-12, 1e-12);
  }

  @Test
  void rotaryLogitsDependOnDistanceOnly() {
    CausalSelfAttention layer = attention(1, RotaryPositions.STANDARD, 2);
    TrialStack stack = stack(layer.parameters(), layer::forward);
    double[] row = normals(8);
    double[] x = new double[4 * 8];
    for (int position = 0; position < 4; position++) {
      System.arraycopy(row, 0, x, position * 8, 8);
    }
    double[] logits = probe(stack, array(x, 1, 4, 8)).get("attn.logits"); // [heads, 4, 4]
    for (int head = 0; head < 2; head++) {
      for (int t = 1; t < 4; t++) {
        for (int s = 1; s < 4; s++) {
          int at = (head * 4 + t) * 4 + s;
          assertNear(
              "logit", new double[] {logits[at]}, new double[] {logits[at - 5]}, 1e-12, 1e-12);
        }
      }
    }
    assertThat(logits[1]).isNotEqualTo(logits[0]);
  }

  @Test
  void rotationTurnsPairsOfHalvesByTheAngleOfTheirWavelength() {
    double[] x = normals(3 * 4);
    double[] turned = Numbers.of(RotaryPositions.STANDARD.rotate(array(x, 1, 3, 1, 4)));
    double[] expected = new double[x.length];
    for (int t = 0; t < 3; t++) {
      for (int i = 0; i < 2; i++) {
        double angle = t * (i == 0 ? 1 : 0.01); // 10000^(−2i/4)
        double a = x[t * 4 + i];
        double b = x[t * 4 + 2 + i];
        expected[t * 4 + i] = a * Math.cos(angle) - b * Math.sin(angle);
        expected[t * 4 + 2 + i] = a * Math.sin(angle) + b * Math.cos(angle);
      }
    }
    assertNear("rotated", turned, expected, 1e-12, 1e-12);
  }

  @Test
  void zeroQueriesMakeAttentionUniform() {
    for (QueryKeyValue.Form form : QueryKeyValue.Form.values()) {
      QueryKeyValue projections = QueryKeyValue.of(form, "attn", WIDTH, WIDTH, HEAD, true, true);
      TrialStack stack =
          stack(projections.parameters(), (pass, x, rows) -> projections.project(pass, x).get(0));
      double[] queries =
          Numbers.of(stack.logits(array(normals(8), 1, 1, 8), 1, ActivationRecorder.NONE));
      assertThat(queries).hasSize(8).containsOnly(0);
      String values = form == QueryKeyValue.Form.JOINT ? "attn.qkv.weight" : "attn.v.weight";
      assertThat(Numbers.norm(Numbers.of(stack.parameter(values)))).isPositive();
    }
  }

  @Test
  void headsMustDivideEvenly() {
    assertThatThrownBy(() -> attention(2, RotaryPositions.NONE, 3))
        .hasMessageContaining("3 query heads over 2 key/value heads (must divide evenly)");
  }

  private static CausalSelfAttention attention(
      int keyValueHeads, RotaryPositions positions, int heads) {
    return attention(keyValueHeads, positions, heads, QueryKeyValue.Form.JOINT);
  }

  private static CausalSelfAttention attention(
      int keyValueHeads, RotaryPositions positions, int heads, QueryKeyValue.Form form) {
    InfDim queries = new InfDim.Infinite(heads * 2, heads * 4);
    InfDim keysOrValues = new InfDim.Infinite(keyValueHeads * 2, keyValueHeads * 4);
    return new CausalSelfAttention(
        "attn",
        QueryKeyValue.of(form, "attn", WIDTH, queries, keysOrValues, false, false),
        new StackedLinear(
            "attn.out",
            org.musweep.mup.parametrization.ParameterRole.HIDDEN_WEIGHT,
            WIDTH,
            queries,
            false,
            StackedLinear.fanIn(queries, 1)),
        heads,
        keyValueHeads,
        HEAD,
        positions);
  }

  private TrialStack stack(List<ParameterSpec> parameters, Forward forward) {
    Architecture architecture = new SingleLayer(parameters, forward);
    ScalingPlan plan =
        ScalingPlan.of(
            RuleSet.named("maximal-update"),
            OptimizerKind.ADAM,
            WeightDecayRule.INDEPENDENT,
            parameters.stream().map(ParameterSpec::declaration).toList(),
            architecture.multipliers());
    return TrialStack.create(
        architecture, plan, List.of(Lane.ofSeed(1)), DataType.FLOAT64, manager);
  }

  private static Map<String, double[]> probe(TrialStack stack, NDArray x) {
    Map<String, double[]> outputs = new LinkedHashMap<>();
    stack.logits(
        x,
        1,
        new ActivationRecorder() {
          @Override
          public void record(String module, NDArray output) {
            outputs.put(module, Numbers.of(output));
          }

          @Override
          public boolean wantsProbes() {
            return true;
          }
        });
    return outputs;
  }

  private static double[] times(double[] matrix, double[] x) {
    double[] product = new double[matrix.length / x.length];
    for (int i = 0; i < matrix.length; i++) {
      product[i / x.length] += matrix[i] * x[i % x.length];
    }
    return product;
  }

  private NDArray array(double[] values, long... shape) {
    return manager.create(values, new Shape(shape));
  }

  private static double[] normals(int count) {
    Random random = new Random(7);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }
}

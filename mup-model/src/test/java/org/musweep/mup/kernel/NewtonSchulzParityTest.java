package org.musweep.mup.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.musweep.mup.testing.Numbers.assertNear;
import static org.musweep.mup.testing.ReferenceFixtures.RELATIVE_TOLERANCE;
import static org.musweep.mup.testing.ReferenceFixtures.assertClose;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.musweep.mup.parametrization.MuonScale;
import org.musweep.mup.shape.InfShape;
import org.musweep.mup.testing.Numbers;
import org.musweep.mup.testing.ReferenceFixtures;
import org.musweep.mup.training.Autograd;

/** Orthogonalization and the multipliers of Muon against their reference values. */
@Tag("djl")
class NewtonSchulzParityTest {

  private static final Map<String, MuonScale> SCALES =
      Map.of(
          "max_1_ratio", MuonScale.ORIGINAL,
          "match_adamw_rms", MuonScale.MATCH_RMS_ADAMW,
          "spectral_mup", MuonScale.SPECTRAL);

  @Test
  void everyMatrixBecomesWhatTheReferenceSays() {
    Autograd.prepareThread();
    ReferenceFixtures.check(
        "muon_newton_schulz.json",
        document -> {
          int checked = 0;
          for (JsonNode matrix : document.path("matrices")) {
            check(matrix);
            checked++;
          }
          return checked;
        });
  }

  private static void check(JsonNode matrix) {
    String name = matrix.path("name").asText();
    double[] actual = orthogonalized(matrix.path("input"), matrix.path("matrix_shape"));
    double[] expected = Numbers.of(matrix.path("output"));
    double rms = Numbers.norm(actual) / Math.sqrt(actual.length);
    assertNear(name, actual, expected, RELATIVE_TOLERANCE, RELATIVE_TOLERANCE * rms);
    if (matrix.has("output_rms")) {
      assertClose(name + " norm", Numbers.norm(actual), matrix.path("output_fro").asDouble());
      assertClose(name + " rms", rms, matrix.path("output_rms").asDouble());
    }
    matrix
        .path("lr_multipliers")
        .fields()
        .forEachRemaining(
            entry -> {
              String key = entry.getKey();
              double multiplier = scale(key).at(shape(matrix.path("shape")));
              assertClose(name + " " + key, multiplier, entry.getValue().asDouble());
              assertClose(
                  name + " rms with " + key,
                  multiplier * rms,
                  matrix.path("update_rms_after_multiplier").path(key).asDouble());
            });
  }

  private static double[] orthogonalized(JsonNode input, JsonNode shape) {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray array =
          Numbers.array(manager, input, Numbers.shape(shape, 1), DataType.FLOAT64); // [1, m, n]
      return Numbers.of(Kernels.shared().newtonSchulz(array));
    }
  }

  private static MuonScale scale(String key) {
    assertThat(SCALES).containsKey(key);
    return SCALES.getOrDefault(key, MuonScale.SPECTRAL);
  }

  private static InfShape shape(JsonNode sizes) {
    return InfShape.finite(Arrays.stream(Numbers.of(sizes)).mapToInt(size -> (int) size).toArray());
  }

  @Test
  void matricesOfABatchDoNotKnowEachOther() {
    Autograd.prepareThread();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      double[] first = {1, 2, 3, -4, 5, 0.5};
      double[] sick = {Double.NaN, 1, 1, 1, 1, 1};
      double[] third = {1e-3, 2e-3, 0, 0, 1e-3, 0};
      List<double[]> alone =
          List.of(first, third).stream()
              .map(one -> Numbers.of(Kernels.shared().newtonSchulz(batch(manager, one))))
              .toList();
      double[] together =
          Numbers.of(Kernels.shared().newtonSchulz(batch(manager, first, sick, third)));
      assertNear("first", Arrays.copyOfRange(together, 0, 6), alone.get(0), 1e-12, 1e-12);
      assertThat(Arrays.copyOfRange(together, 6, 12)).containsOnly(Double.NaN);
      assertNear("third", Arrays.copyOfRange(together, 12, 18), alone.get(1), 1e-12, 1e-12);
    }
  }

  /** Matrices of three rows and two columns. */
  private static NDArray batch(NDManager manager, double[]... matrices) {
    double[] all = Arrays.stream(matrices).flatMapToDouble(Arrays::stream).toArray();
    return manager.create(all, new Shape(matrices.length, 3, 2));
  }
}

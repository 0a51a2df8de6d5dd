package org.musweep.pipeline.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.data.Dataset;
import org.musweep.mup.data.ImageDataset;
import org.musweep.mup.data.TokenDataset;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.shape.BaseShapes;
import org.musweep.mup.training.StackTrainer;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.space.Setting;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.sweep.SweepSpecReader;
import org.musweep.pipeline.training.StackFactory;
import org.musweep.pipeline.trial.TrialShape;

@Tag("djl")
class RunExportTest {

  private static final Configuration CHOSEN =
      Configuration.of(
          Setting.of("learning-rate", 0.02),
          Setting.of("init-scale", 1.5),
          Setting.of("output-multiplier", 3),
          Setting.of("input-multiplier", 0.7));

  @TempDir Path folder;

  @Test
  void imagesModelComesWithEverythingToGoOn() throws IOException {
    SweepSpec spec = spec("mlp", "");
    List<Path> files = export(spec, images());
    assertThat(files.stream().map(file -> file.getFileName().toString()))
        .containsExactly("plan.json", "shapes.bsh", "groups.py", "model.safetensors", "model.json");
    assertThat(files).allSatisfy(file -> assertThat(file).isNotEmptyFile());

    ScalingPlan plan = new StackFactory(spec, images().shape()).plan("maximal-update", 32, 2);
    BaseShapes shapes = BaseShapeFile.read(folder.resolve("out/shapes.bsh"));
    assertThat(BaseShapeFile.text(shapes)).isEqualTo(BaseShapeFile.text(plan.baseShapes()));

    JsonNode hidden = json("plan.json").path("parameters").path("fc_2.weight");
    assertThat(hidden.path("shape").toString()).isEqualTo("[32,32]");
    assertThat(hidden.path("base-shape").toString()).isEqualTo("[8,8]");
    assertThat(hidden.path("learning-rate").asDouble()).isEqualTo(0.02 / 4);
    assertThat(hidden.path("factors").path("learning-rate").asDouble()).isEqualTo(0.25);
    assertThat(hidden.path("init-std").asDouble())
        .isCloseTo(1.5 * Math.sqrt(2.0 / 32), within(1e-15));
    assertThat(json("plan.json").path("forward").path("readout").asDouble()).isEqualTo(3.0 / 4);

    JsonNode model = json("model.json");
    assertThat(model.path("model").path("activation").asText()).isEqualTo("relu");
    assertThat(model.path("model").path("width").asInt()).isEqualTo(32);
    assertThat(model.path("weights").path("fc_1.weight").toString()).isEqualTo("[32,9]");
    assertThat(model.has("attention") || model.has("norm-epsilon")).isFalse();
    assertThat(model.path("folded")).hasSize(2);
    assertThat(model.path("largest-relative-difference").asDouble()).isLessThan(1e-6);
    checkFoldedWeights();
  }

  private void checkFoldedWeights() throws IOException {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray trained = array(manager, "model.safetensors", "readout.weight");
      NDArray folded = array(manager, "out/model.safetensors", "readout.weight");
      assertThat(folded.toFloatArray()).isEqualTo(trained.mul(0.75f).toFloatArray());
    }
  }

  @Test
  void tokensModelNeedsNoDataToBeExported() throws IOException {
    SweepSpec spec = spec("transformer", ", head-size: 4, tied-readout: true");
    export(spec, text());
    JsonNode model = json("model.json");
    assertThat(model.path("input").path("vocabulary").asInt()).isEqualTo(11);
    assertThat(model.path("weights").has("readout.weight")).isTrue();
    assertThat(model.has("attention") && model.has("norm-epsilon")).isTrue();
    assertThat(model.path("model").path("attention").path("heads").path("case").asText())
        .isEqualTo("fixed-size");
    assertThat(Files.readString(folder.resolve("out/groups.py")))
        .contains("\"tok_emb.weight\": {\"shape\": (11, 32,), \"init_std\": ")
        .contains("torch.optim.AdamW(groups");
  }

  @Test
  void modelOfAnotherWidthIsRefused() throws IOException {
    SweepSpec spec = spec("mlp", "");
    export(spec, images());
    RunExport other =
        new RunExport(
            SweepSpecReader.parse(text("mlp", "").replace("width: 32,", "width: 64,"), "s.yaml"),
            CHOSEN,
            folder.resolve("model.safetensors"));
    assertThatThrownBy(() -> other.write(folder.resolve("other")))
        .isInstanceOf(UncheckedIOException.class)
        .hasStackTraceContaining("fc_1.weight is (32, 9) (must be (64, 9))");
    assertThat(folder.resolve("other/model.safetensors")).doesNotExist();
  }

  private List<Path> export(SweepSpec spec, Dataset data) throws IOException {
    StackFactory factory = new StackFactory(spec, data.shape());
    TrialShape shape = new TrialShape("maximal-update", 32, 2, 4, 5);
    Path model = folder.resolve("model.safetensors");
    try (data;
        StackTrainer trainer =
            StackTrainer.create(
                factory.stack(shape, List.of(factory.lane(CHOSEN, 1, 5)), 1), data, Device.cpu());
        OutputStream to = Files.newOutputStream(model)) {
      trainer.train(0, 5, org.musweep.mup.training.TrainingListener.NONE);
      trainer.laneState().writeParameters(0, to);
    }
    return new RunExport(spec, CHOSEN, model).write(folder.resolve("out"));
  }

  private NDArray array(NDManager manager, String file, String name) throws IOException {
    try (InputStream from = Files.newInputStream(folder.resolve(file))) {
      return NDList.decode(manager, from).stream()
          .filter(each -> each.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private JsonNode json(String file) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("out").resolve(file).toFile());
  }

  private static SweepSpec spec(String family, String model) {
    return SweepSpecReader.parse(text(family, model), "export.yaml");
  }

  private static String text(String family, String model) {
    String data =
        family.equals("mlp")
            ? "{source: images, path: p, height: 3, width: 3, classes: 4, validation-examples: 8}"
            : "{source: text, path: p, sequence-length: 6}";
    return """
    schema: 1
    sweep: export
    data: %s
    model: {family: %s, width: 16, base-width: 8%s}
    training: {steps: 5, batch-size: 4, validation: {examples: 8}}
    search:
      trials: 8
      space: {learning-rate: {log-uniform: [0.001, 0.1]}}
    transfer: {width: 32, check-widths: []}
    """
        .formatted(data, family, model);
  }

  private static Dataset images() {
    DataShape.Images shape = new DataShape.Images(1, 3, 3, 4);
    byte[] pixels = new byte[64 * 9];
    new java.util.Random(1).nextBytes(pixels);
    return ImageDataset.of(shape, pixels, IntStream.range(0, 64).map(i -> i % 4).toArray(), 16);
  }

  private static Dataset text() {
    int[] tokens = IntStream.range(0, 300).map(i -> i * i % 11).toArray();
    return TokenDataset.ofTokens(11, 6, tokens, tokens);
  }
}

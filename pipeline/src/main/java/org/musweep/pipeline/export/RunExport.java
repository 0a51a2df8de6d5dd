package org.musweep.pipeline.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.export.FoldedModel;
import org.musweep.mup.export.TorchGroups;
import org.musweep.mup.parametrization.ScalingPlan;
import org.musweep.mup.shape.BaseShapeFile;
import org.musweep.mup.stack.Architecture;
import org.musweep.mup.training.LaneSpec;
import org.musweep.pipeline.log.AtomicFile;
import org.musweep.pipeline.selection.TransferredSettings;
import org.musweep.pipeline.space.Configuration;
import org.musweep.pipeline.sweep.DataSpec;
import org.musweep.pipeline.sweep.SeedPlan;
import org.musweep.pipeline.sweep.SweepSpec;
import org.musweep.pipeline.training.StackFactory;

/**
 * Writes what a finished run has found, in forms that need nothing of this project.
 *
 * @param spec the sweep as it was run
 * @param chosen the settings of the wide run
 * @param model the wide run's {@code model.safetensors}
 */
public record RunExport(SweepSpec spec, Configuration chosen, Path model) {

  private static final String TOKEN_TABLE = "tok_emb.weight";

  /**
   * Writes {@code plan.json}, {@code shapes.bsh}, {@code groups.py}, {@code model.safetensors} and
   * {@code model.json} into a folder, which is made if it is not there.
   *
   * @return the files written
   * @throws UncheckedIOException if a file cannot be read or written, or the model is not that of
   *     the sweep
   */
  public List<Path> write(Path folder) {
    try {
      return checked(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot export " + model + " to " + folder, e);
    }
  }

  private List<Path> checked(Path folder) throws IOException {
    StackFactory factory = new StackFactory(spec, dataShape());
    String rules = spec.parametrization().ruleSet();
    int width = spec.transfer().width();
    int depth = spec.transfer().depth(spec.model());
    Architecture architecture = factory.architecture(width, depth);
    ScalingPlan plan = factory.plan(rules, width, depth);
    Configuration settings = TransferredSettings.of(spec, chosen).configuration();
    LaneSpec lane = factory.lane(settings, SeedPlan.wide(spec, 1).get(0), spec.transfer().steps());
    Path weights = folder.resolve("model.safetensors");
    Path description = folder.resolve("model.json");
    Files.createDirectories(folder);
    try (InputStream state = Files.newInputStream(model);
        FoldedModel folded = FoldedModel.of(architecture, plan, lane.lane(), state)) {
      writeWeights(folded, weights);
      AtomicFile.write(
          description, ModelJson.of(spec, architecture, folded).toPrettyString() + "\n");
    }
    Path planFile = folder.resolve("plan.json");
    Path shapes = folder.resolve("shapes.bsh");
    Path groups = folder.resolve("groups.py");
    AtomicFile.write(planFile, PlanJson.of(architecture, plan, lane).toPrettyString() + "\n");
    AtomicFile.write(shapes, BaseShapeFile.text(plan.baseShapes()));
    AtomicFile.write(groups, TorchGroups.text(architecture, plan, lane));
    return List.of(planFile, shapes, groups, weights, description);
  }

  /** All at once: a reader finds the old file or the whole new one. */
  private static void writeWeights(FoldedModel folded, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    folded.write(bytes);
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try (OutputStream to = Files.newOutputStream(partial)) {
      bytes.writeTo(to);
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** The vocabulary is that of the trained model, so that the data is not needed any more. */
  private DataShape dataShape() throws IOException {
    if (spec.data() instanceof DataSpec.Images images) {
      return new DataShape.Images(
          images.channels(), images.height(), images.width(), images.classes());
    }
    try (InputStream state = Files.newInputStream(model)) {
      Map<String, List<Integer>> shapes = FoldedModel.shapes(state);
      List<Integer> table = shapes.getOrDefault(TOKEN_TABLE, List.of());
      if (table.isEmpty()) {
        throw new IOException("Cannot tell the vocabulary: the model has no " + TOKEN_TABLE);
      }
      return new DataShape.Tokens(
          table.get(0), ((DataSpec.TokenSource) spec.data()).sequenceLength());
    }
  }
}

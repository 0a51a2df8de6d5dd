package org.musweep.pipeline.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.musweep.mup.data.DataShape;
import org.musweep.mup.export.Fold;
import org.musweep.mup.export.FoldedModel;
import org.musweep.mup.stack.Architecture;
import org.musweep.pipeline.sweep.SweepSpec;

/** Describes the folded model, so that it can be built without this project. */
final class ModelJson {

  private static final int SCHEMA = 1;

  /** Gains of normalizations. */
  private static final Pattern NORM = Pattern.compile("(.*\\.)?(ln|bn)_?\\w*\\.weight");

  private ModelJson() {}

  static ObjectNode of(SweepSpec spec, Architecture architecture, FoldedModel folded) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.put("family", architecture.family());
    root.put("width", spec.transfer().width());
    ObjectNode model = RecordJson.of(spec.model());
    model.remove("base-width");
    model.put("width", spec.transfer().width());
    model.put("depth", spec.transfer().depth(spec.model()));
    root.set("model", model);
    root.set("input", input(architecture.input()));
    if (folded.weights().keySet().stream().anyMatch(NORM.asMatchPredicate())) {
      root.put("norm-epsilon", 1e-5);
    }
    if (folded.weights().keySet().stream().anyMatch(name -> name.contains(".attn."))) {
      root.put("attention", "softmax(q·k / sqrt(head size)), causal");
    }
    ObjectNode weights = root.putObject("weights");
    folded
        .weights()
        .forEach(
            (name, array) -> {
              ArrayNode shape = weights.putArray(name);
              for (long size : array.getShape().getShape()) {
                shape.add(size);
              }
            });
    ArrayNode folds = root.putArray("folded");
    for (Fold fold : folded.folds()) {
      ObjectNode node = folds.addObject();
      node.put("multiplier", fold.multiplier());
      node.put("into", fold.parameter());
      node.put("from", fold.source());
      node.put("factor", fold.factor());
      if (fold.rows() > 0) {
        node.put("first-rows", fold.rows());
      }
    }
    root.put("largest-relative-difference", folded.difference());
    return root;
  }

  private static ObjectNode input(DataShape shape) {
    ObjectNode node = RecordJson.of(shape);
    node.put("kind", shape instanceof DataShape.Tokens ? "tokens" : "images");
    return node;
  }
}

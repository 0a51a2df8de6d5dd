package org.musweep.pipeline.selection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.musweep.pipeline.space.SettingValue;

/** The {@code judgement} of {@code selection.json}. */
final class JudgementJson {

  private JudgementJson() {}

  static ObjectNode write(Judgement judgement) {
    ObjectNode node = SelectionParts.NODES.objectNode();
    node.put("infeasibleShare", judgement.infeasibleShare());
    ArrayNode hyperparameters = node.putArray("hyperparameters");
    for (HyperparameterJudgement one : judgement.hyperparameters()) {
      ObjectNode entry = hyperparameters.addObject();
      entry.put("hyperparameter", one.hyperparameter());
      entry.put("role", one.role().text());
      entry.set("importance", SelectionParts.number(one.importance()));
      entry.set("variance", SelectionParts.number(one.variance()));
      ArrayNode slices = entry.putArray("slices");
      for (Slice slice : one.slices()) {
        ObjectNode part = slices.addObject();
        put(part, "from", slice.from());
        put(part, "to", slice.to());
        part.put("trials", slice.trials()).put("infeasible", slice.infeasible());
        part.set("bestLoss", SelectionParts.number(slice.bestLoss()));
      }
    }
    return node;
  }

  /** The judgement of a document; none if it was written before there were any. */
  static Judgement read(DocumentNode root) {
    if (!root.node().has("judgement")) {
      return Judgement.NONE;
    }
    DocumentNode node = root.child("judgement");
    return new Judgement(
        node.number("infeasibleShare"),
        node.list(
            "hyperparameters",
            one ->
                new HyperparameterJudgement(
                    one.text("hyperparameter"),
                    one.constant(
                        "role", List.of(HyperparameterRole.values()), HyperparameterRole::text),
                    one.number("importance", Double.NaN),
                    one.number("variance", Double.NaN),
                    one.list("slices", JudgementJson::slice))));
  }

  private static Slice slice(DocumentNode node) {
    return new Slice(
        SelectionParts.readSetting(node, "from", "from").value(),
        SelectionParts.readSetting(node, "to", "to").value(),
        node.count("trials"),
        node.count("infeasible"),
        node.number("bestLoss", Double.NaN));
  }

  private static void put(ObjectNode node, String field, SettingValue value) {
    if (value instanceof SettingValue.Numeric numeric) {
      node.put(field, numeric.number());
    } else {
      node.put(field, value.text());
    }
  }
}

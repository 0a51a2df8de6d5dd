package org.musweep.pipeline.selection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.musweep.pipeline.space.Edge;

/** The format of {@code selection.json}. */
public final class SelectionJson {

  /** The version of the format. */
  public static final int SCHEMA = 1;

  private SelectionJson() {}

  /**
   * The document of a selection.
   *
   * @param provenance what the selection was made from, in the order given
   */
  public static String write(Selection selection, Map<String, String> provenance) {
    ObjectNode root = SelectionParts.NODES.objectNode();
    root.put("schema", SCHEMA);
    root.set("chosen", SelectionParts.write(selection.chosen()));
    root.put("howSure", selection.howSure());
    root.put("basis", selection.basis().text());
    root.put("tieMargin", selection.tieMargin());
    ArrayNode finalists = root.putArray("finalists");
    selection.finalists().forEach(finalist -> finalists.add(write(finalist)));
    TrialCounts counts = selection.exploration();
    root.putObject("exploration")
        .put("completed", counts.completed())
        .put("stopped", counts.stopped())
        .put("diverged", counts.diverged())
        .put("failed", counts.failed());
    ArrayNode hits = root.putArray("boundaryHits");
    for (BoundaryHit hit : selection.boundaryHits()) {
      hits.addObject()
          .put("hyperparameter", hit.hyperparameter())
          .put("edge", hit.edge().name())
          .put("close", hit.close())
          .put("best", hit.best())
          .put("fitted", hit.fitted())
          .put("blocked", hit.blocked());
    }
    if (selection.noiseScale() > 0) {
      root.put("noiseScale", selection.noiseScale());
    }
    root.set("judgement", JudgementJson.write(selection.judgement()));
    root.set("warnings", SelectionParts.texts(selection.warnings()));
    root.set("provenance", SelectionParts.texts(provenance));
    return SelectionParts.print(root);
  }

  /**
   * The selection of a document.
   *
   * @throws IllegalArgumentException if the document is not a selection of this schema
   */
  public static Selection read(String json) {
    DocumentNode root = DocumentNode.parse("selection.json", json, SCHEMA);
    DocumentNode counts = root.child("exploration");
    return new Selection(
        SelectionParts.readConfiguration(root.child("chosen")),
        root.constant("basis", List.of(Selection.Basis.values()), Selection.Basis::text),
        root.list("finalists", SelectionJson::readFinalist),
        root.number("tieMargin"),
        new TrialCounts(
            counts.count("completed"),
            counts.count("stopped"),
            counts.count("diverged"),
            counts.count("failed")),
        root.list("boundaryHits", SelectionJson::readHit),
        root.texts("warnings"),
        JudgementJson.read(root),
        root.node().has("noiseScale") ? root.number("noiseScale") : 0);
  }

  /** The provenance of a document that {@link #read} accepts. */
  public static Map<String, String> readProvenance(String json) {
    return DocumentNode.parse("selection.json", json, SCHEMA).textMap("provenance");
  }

  private static ObjectNode write(Finalist finalist) {
    ObjectNode node = SelectionParts.NODES.objectNode();
    node.set("configuration", SelectionParts.write(finalist.configuration()));
    node.put("standing", finalist.standing().text());
    node.set("losses", SelectionParts.write(finalist.losses()));
    node.set("loss", SelectionParts.write(finalist.loss()));
    node.set("behindBest", SelectionParts.write(finalist.behindBest()));
    return node;
  }

  private static Finalist readFinalist(DocumentNode node) {
    return new Finalist(
        SelectionParts.readConfiguration(node.child("configuration")),
        SelectionParts.readLosses(node),
        SelectionParts.readEstimate(node.child("loss")),
        SelectionParts.readEstimate(node.child("behindBest")),
        node.constant("standing", List.of(Standing.values()), Standing::text));
  }

  private static BoundaryHit readHit(DocumentNode node) {
    return new BoundaryHit(
        node.text("hyperparameter"),
        node.constant("edge", List.of(Edge.values()), Edge::name),
        node.count("close"),
        node.count("best"),
        node.node().has("fitted") && node.flag("fitted"),
        node.flag("blocked"));
  }
}

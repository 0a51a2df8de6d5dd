package org.musweep.pipeline.selection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.musweep.mup.law.LawFactor;
import org.musweep.pipeline.space.SettingValue;
import org.musweep.pipeline.space.Transferability;

/** The format of {@code transfer.json}. */
public final class TransferJson {

  /** The version of the format. */
  public static final int SCHEMA = 1;

  private static final Map<GrowthAxis, String> BEYOND =
      Map.of(GrowthAxis.DEPTH, "depthCheck", GrowthAxis.BATCH_SIZE, "batchSizeCheck");

  private TransferJson() {}

  /** The document as text. */
  public static String write(TransferDocument document) {
    ObjectNode root = SelectionParts.NODES.objectNode();
    root.put("schema", SCHEMA);
    root.set("plan", write(document.plan()));
    root.set("check", write(document.check()));
    document.beyond().forEach((axis, check) -> root.set(BEYOND.get(axis), write(check)));
    root.set("provenance", SelectionParts.texts(document.provenance()));
    return SelectionParts.print(root);
  }

  /**
   * The document that a text holds.
   *
   * @throws IllegalArgumentException if it is not one of this schema
   */
  public static TransferDocument read(String json) {
    DocumentNode root = DocumentNode.parse("transfer.json", json, SCHEMA);
    return new TransferDocument(
        readPlan(root.child("plan")),
        readCheck(root.child("check")),
        beyond(root),
        root.textMap("provenance"));
  }

  private static Map<GrowthAxis, TransferCheck> beyond(DocumentNode root) {
    Map<GrowthAxis, TransferCheck> checks = new EnumMap<>(GrowthAxis.class);
    BEYOND.forEach(
        (axis, key) -> {
          if (root.node().has(key)) {
            checks.put(axis, readCheck(root.child(key)));
          }
        });
    return checks;
  }

  /**
   * A document with what all cost, which is known only after the wide run.
   *
   * @throws IllegalArgumentException if the text is not such a document
   */
  public static String withCost(String json, Cost cost) {
    ObjectNode root = (ObjectNode) DocumentNode.parse("transfer.json", json, SCHEMA).node();
    ObjectNode node = root.putObject("cost");
    part(node.putObject("tuning"), cost.tuning());
    part(node.putObject("training"), cost.training());
    part(node.putObject("direct"), cost.direct());
    return SelectionParts.print(root);
  }

  /** What all cost, if that stands in a document. */
  public static Optional<Cost> cost(String json) {
    DocumentNode root = DocumentNode.parse("transfer.json", json, SCHEMA);
    if (!root.node().has("cost")) {
      return Optional.empty();
    }
    DocumentNode node = root.child("cost");
    return Optional.of(
        new Cost(
            part(node.child("tuning")), part(node.child("training")), part(node.child("direct"))));
  }

  private static void part(ObjectNode node, Cost.Part part) {
    node.put("flops", part.flops()).put("deviceHours", part.deviceHours());
  }

  private static Cost.Part part(DocumentNode node) {
    return new Cost.Part(node.number("flops"), node.number("deviceHours"));
  }

  private static ObjectNode write(TransferPlan plan) {
    ObjectNode node = SelectionParts.NODES.objectNode();
    ArrayNode settings = node.putArray("settings");
    for (PlannedSetting planned : plan.settings()) {
      ObjectNode setting = settings.addObject().put("name", planned.setting().name());
      if (planned.setting().value() instanceof SettingValue.Numeric numeric) {
        setting.put("value", numeric.number());
      } else {
        setting.put("value", planned.setting().value().text());
      }
      setting.put("transferability", planned.transferability().name());
      setting.put("reason", planned.reason());
    }
    node.put("baseWidth", plan.baseWidth());
    node.put("targetWidth", plan.targetWidth());
    node.put("depth", plan.depth());
    node.put("batchSize", plan.batchSize());
    node.put("steps", plan.steps());
    ArrayNode seeds = node.putArray("seeds");
    plan.seeds().forEach(seeds::add);
    ArrayNode factors = node.putArray("factors");
    for (LawFactor factor : plan.factors()) {
      factors
          .addObject()
          .put("setting", factor.setting())
          .put("factor", factor.factor())
          .put("law", factor.law());
    }
    node.put("scalingPlan", plan.scalingPlan());
    return node;
  }

  private static TransferPlan readPlan(DocumentNode node) {
    return new TransferPlan(
        node.list(
            "settings",
            setting ->
                new PlannedSetting(
                    SelectionParts.readSetting(setting, setting.text("name"), "value"),
                    setting.constant(
                        "transferability",
                        List.of(Transferability.values()),
                        Transferability::name),
                    setting.text("reason"))),
        node.count("baseWidth"),
        node.count("targetWidth"),
        node.node().has("depth") ? node.count("depth") : 0,
        node.node().has("batchSize") ? node.count("batchSize") : 0,
        node.count("steps"),
        node.integers("seeds"),
        node.node().has("factors") ? node.list("factors", TransferJson::readFactor) : List.of(),
        node.text("scalingPlan"));
  }

  private static LawFactor readFactor(DocumentNode node) {
    return new LawFactor(node.text("setting"), node.number("factor"), node.text("law"));
  }

  private static ObjectNode write(TransferCheck check) {
    ObjectNode node = SelectionParts.NODES.objectNode();
    node.put("verdict", check.verdict().outcome());
    node.set("reasons", SelectionParts.texts(check.verdict().reasons()));
    if (check.verdict() instanceof TransferVerdict.Inconclusive open) {
      node.put("moreSeeds", open.moreSeeds());
    }
    node.put("tieMargin", check.tieMargin());
    ArrayNode widths = node.putArray("widths");
    check.widths().forEach(width -> widths.add(write(width)));
    ArrayNode gains = node.putArray("gains");
    for (WidthGain gain : check.gains()) {
      ObjectNode written = gains.addObject().put("narrow", gain.narrow()).put("wide", gain.wide());
      written.set("gain", SelectionParts.write(gain.gain()));
    }
    ArrayNode curves = node.putArray("curves");
    for (CurveComparison pair : check.curves()) {
      curves
          .addObject()
          .put("narrow", pair.narrow())
          .put("wide", pair.wide())
          .put("seeds", pair.seeds())
          .put("steps", pair.steps())
          .put("worseShare", pair.worseShare());
    }
    return node;
  }

  private static TransferCheck readCheck(DocumentNode node) {
    return new TransferCheck(
        node.number("tieMargin"),
        node.list("widths", TransferJson::readWidth),
        node.list(
            "gains",
            gain ->
                new WidthGain(
                    gain.count("narrow"),
                    gain.count("wide"),
                    SelectionParts.readEstimate(gain.child("gain")))),
        node.list(
            "curves",
            pair ->
                new CurveComparison(
                    pair.count("narrow"),
                    pair.count("wide"),
                    pair.count("seeds"),
                    pair.count("steps"),
                    pair.number("worseShare"))),
        readVerdict(node));
  }

  private static TransferVerdict readVerdict(DocumentNode node) {
    List<String> reasons = node.texts("reasons");
    return switch (node.constant(
        "verdict", List.of("passed", "failed", "inconclusive"), word -> word)) {
      case "passed" -> new TransferVerdict.Passed(reasons);
      case "failed" -> new TransferVerdict.Failed(reasons);
      default -> new TransferVerdict.Inconclusive(reasons, node.count("moreSeeds"));
    };
  }

  private static ObjectNode write(WidthCheck width) {
    ObjectNode node = SelectionParts.NODES.objectNode();
    node.put("width", width.width());
    node.put("bestFactor", width.bestFactor());
    node.set("regret", SelectionParts.write(width.regret()));
    ObjectNode drift = node.putObject("drift");
    if (width.drift() instanceof OptimumDrift.Octaves known) {
      drift.put("octaves", known.octaves());
    } else if (width.drift() instanceof OptimumDrift.Unknown unknown) {
      drift.put("unknown", unknown.reason());
    }
    ArrayNode rates = node.putArray("rates");
    for (RateLoss rate : width.rates()) {
      ObjectNode written = rates.addObject().put("factor", rate.factor());
      written.set("losses", SelectionParts.write(rate.losses()));
      written.set("mean", SelectionParts.number(rate.mean()));
      written.put("diverged", rate.diverged());
    }
    return node;
  }

  private static WidthCheck readWidth(DocumentNode node) {
    DocumentNode drift = node.child("drift");
    return new WidthCheck(
        node.count("width"),
        node.list(
            "rates",
            rate ->
                new RateLoss(
                    rate.number("factor"),
                    SelectionParts.readLosses(rate),
                    rate.number("mean", Double.POSITIVE_INFINITY),
                    rate.count("diverged"))),
        node.number("bestFactor"),
        SelectionParts.readEstimate(node.child("regret")),
        drift.node().has("octaves")
            ? new OptimumDrift.Octaves(drift.number("octaves"))
            : new OptimumDrift.Unknown(drift.text("unknown")));
  }
}

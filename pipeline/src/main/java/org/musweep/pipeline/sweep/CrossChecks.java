package org.musweep.pipeline.sweep;

import java.util.List;
import java.util.stream.Stream;
import org.musweep.pipeline.space.Hyperparameter;
import org.musweep.pipeline.sweep.AttentionSpec.Heads;
import org.musweep.pipeline.sweep.ModelSpec.Positions;
import org.musweep.pipeline.sweep.ModelSpec.Transformer;

/** Finds what single keys cannot show: values of several sections that do not go together. */
final class CrossChecks {

  private final SweepSpec spec;
  private final Findings findings;

  private CrossChecks(SweepSpec spec, Findings findings) {
    this.spec = spec;
    this.findings = findings;
  }

  static void check(SweepSpec spec, Findings findings) {
    CrossChecks checks = new CrossChecks(spec, findings);
    checks.widths();
    checks.dataAndModel();
    checks.hyperparameters();
    checks.numbersOfTrialsAndSteps();
    if (spec.model() instanceof Transformer transformer) {
      checks.everyWidth().forEach(at -> checks.heads(transformer, at));
      checks.readout(transformer);
    }
  }

  /** A width that a model is made at, and the key of the file that says so. */
  private record WidthAt(String key, int width) {}

  private List<WidthAt> everyWidth() {
    return Stream.of(
            Stream.of(
                new WidthAt("model.width", spec.model().width()),
                new WidthAt("model.base-width", spec.model().baseWidth()),
                new WidthAt("transfer.width", spec.transfer().width())),
            spec.transfer().checkWidths().stream()
                .map(width -> new WidthAt("transfer.check-widths", width)),
            spec.coordCheck().widths().stream()
                .map(width -> new WidthAt("coord-check.widths", width)))
        .flatMap(stream -> stream)
        .filter(at -> findings.has(at.key()))
        .toList();
  }

  private void widths() {
    int width = spec.model().width();
    int wide = spec.transfer().width();
    findings.require(
        spec.model().baseWidth() <= width,
        "model.base-width",
        "must be at most model.width, %d, but is %d".formatted(width, spec.model().baseWidth()),
        "model.width");
    findings.require(
        wide > width,
        "transfer.width",
        "must be above model.width, %d, but is %d".formatted(width, wide),
        "model.width");
    for (int check : spec.transfer().checkWidths()) {
      findings.require(
          (check > width && check < wide) || wide <= width,
          "transfer.check-widths",
          "must lie between model.width, %d, and transfer.width, %d, but %d does not"
              .formatted(width, wide, check),
          "model.width",
          "transfer.width");
    }
  }

  private void heads(Transformer model, WidthAt at) {
    if (model.attention().heads() instanceof Heads.FixedSize fixed) {
      divisible(at, "model.head-size", fixed.size());
    } else if (model.attention().heads() instanceof Heads.FixedCount fixed) {
      divisible(at, "model.heads", fixed.count());
    }
    String headsKey = headsKey(model);
    int heads = model.attention().headsAt(at.width());
    int size = model.attention().headSizeAt(at.width());
    boolean whole = heads > 0 && size > 0 && heads * size == at.width();
    int keyValueHeads = model.attention().keyValueHeadsAt(at.width());
    findings.require(
        !whole || heads % keyValueHeads == 0,
        "model.kv-heads",
        "must divide the number of heads, %d at %s %d, but is %d"
            .formatted(heads, at.key(), at.width(), keyValueHeads),
        at.key(),
        headsKey);
    findings.require(
        !whole || model.positions() != Positions.ROTARY || size % 2 == 0,
        "model.positions",
        "rotary needs an even head size, but it is %d at %s %d"
            .formatted(size, at.key(), at.width()),
        at.key(),
        headsKey);
    double inner = model.feedForward().ratio() * at.width();
    findings.require(
        Math.rint(inner) >= 1
            && inner <= Integer.MAX_VALUE
            && Math.abs(inner - Math.rint(inner)) <= 1e-9 * inner,
        ratioKey(),
        "must give a whole feed-forward width at every width, but gives %s at %s %d"
            .formatted(inner, at.key(), at.width()),
        at.key(),
        "model.width",
        "model.ffn-width",
        "model.ffn-ratio");
  }

  private void divisible(WidthAt at, String key, int divisor) {
    findings.require(
        at.width() % divisor == 0,
        at.key(),
        "must be divisible by %s, %d, but %s".formatted(key, divisor, isOrHas(at)),
        key);
  }

  private static String isOrHas(WidthAt at) {
    return at.key().endsWith("widths") ? at.width() + " is not" : "is " + at.width();
  }

  private static String headsKey(Transformer model) {
    return model.attention().heads() instanceof Heads.FixedSize ? "model.head-size" : "model.heads";
  }

  private String ratioKey() {
    return findings.has("model.ffn-width") ? "model.ffn-width" : "model.ffn-ratio";
  }

  private void readout(Transformer model) {
    if (!model.readout().tied()) {
      return;
    }
    findings.require(
        !model.readout().zeroInit(),
        "model.zero-init-readout",
        "cannot be true together with tied-readout, which shares the embedding's weights",
        "model.tied-readout");
  }

  private void dataAndModel() {
    boolean images = spec.data() instanceof DataSpec.Images;
    boolean mlp = spec.model() instanceof ModelSpec.Mlp;
    findings.require(
        images == mlp,
        "model.family",
        mlp
            ? "mlp needs images, but data.source gives tokens; use transformer"
            : "transformer needs tokens, but data.source is images; use mlp",
        "data.source",
        "data");
  }

  private void hyperparameters() {
    for (Hyperparameter searched : spec.search().space().hyperparameters()) {
      HyperparameterName name = HyperparameterName.of(searched.name()).orElseThrow();
      String key = "search.space." + name.key();
      findings.require(
          name.appliesTo(spec.training().optimizer()),
          key,
          "%s has no %s".formatted(spec.training().optimizer().key(), name.key()),
          "training.optimizer");
      findings.require(
          name != HyperparameterName.ATTENTION_MULTIPLIER || spec.model() instanceof Transformer,
          key,
          "an %s has no attention".formatted(spec.model().family()),
          "model.family");
    }
  }

  private void numbersOfTrialsAndSteps() {
    SearchSpec search = spec.search();
    findings.require(
        search.finalists().count() <= search.trials(),
        "search.finalists.count",
        "must be at most search.trials, %d, but is %d"
            .formatted(search.trials(), search.finalists().count()),
        "search.trials",
        "search.grid-points",
        "search.space");
    findings.require(
        spec.transfer().steps() == spec.training().steps(),
        "transfer.steps",
        "must equal training.steps, %d, because no law for another duration is available, but is %d"
            .formatted(spec.training().steps(), spec.transfer().steps()),
        "training.steps");
  }
}

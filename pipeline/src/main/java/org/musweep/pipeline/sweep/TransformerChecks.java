package org.musweep.pipeline.sweep;

import java.util.List;
import org.musweep.pipeline.sweep.AttentionSpec.Heads;
import org.musweep.pipeline.sweep.AttentionSpec.KeyValueHeads;
import org.musweep.pipeline.sweep.CrossChecks.WidthAt;
import org.musweep.pipeline.sweep.ModelSpec.Positions;
import org.musweep.pipeline.sweep.ModelSpec.Transformer;

/** Finds widths of a sweep at which its Transformer cannot be made. */
final class TransformerChecks {

  private static final double ROUNDING = 1e-9;

  private final Transformer model;
  private final Findings findings;
  private final String headsKey;

  private TransformerChecks(Transformer model, Findings findings) {
    this.model = model;
    this.findings = findings;
    this.headsKey = isHeadSizeFixed() ? "model.head-size" : "model.heads";
  }

  static void check(Transformer model, List<WidthAt> widths, Findings findings) {
    TransformerChecks checks = new TransformerChecks(model, findings);
    for (WidthAt at : widths) {
      checks.divisible(at);
      checks.feedForward(at);
    }
    widths.stream().filter(checks::hasWholeHeads).forEach(checks::heads);
    findings.require(
        !(model.readout().tied() && model.readout().zeroInit()),
        "model.zero-init-readout",
        "cannot be true together with tied-readout, which shares the embedding's weights",
        "model.tied-readout");
  }

  private boolean isHeadSizeFixed() {
    return model.attention().heads() instanceof Heads.FixedSize;
  }

  private boolean hasWholeHeads(WidthAt at) {
    int heads = model.attention().headsAt(at.width());
    return heads > 0 && heads * model.attention().headSizeAt(at.width()) == at.width();
  }

  private void divisible(WidthAt at) {
    int divisor =
        isHeadSizeFixed()
            ? model.attention().headSizeAt(at.width())
            : model.attention().headsAt(at.width());
    String found = at.key().endsWith("widths") ? at.width() + " is not" : "is " + at.width();
    findings.require(
        hasWholeHeads(at),
        at.key(),
        "must be divisible by %s, %d, but %s".formatted(headsKey, divisor, found),
        headsKey);
  }

  private void heads(WidthAt at) {
    int heads = model.attention().headsAt(at.width());
    int size = model.attention().headSizeAt(at.width());
    int keyValueHeads = model.attention().keyValueHeadsAt(at.width());
    boolean isGrouped = model.attention().keyValueHeads() instanceof KeyValueHeads.FixedGroup;
    findings.require(
        !(model.attention().keyValueHeads() instanceof KeyValueHeads.FixedGroup group)
            || heads % group.size() == 0,
        "model.heads-per-kv-head",
        "must divide the number of heads, but it is %d at %s %d"
            .formatted(heads, at.key(), at.width()),
        at.key(),
        headsKey);
    findings.require(
        isGrouped || heads % keyValueHeads == 0,
        "model.kv-heads",
        "must divide the number of heads, %d at %s %d, but is %d"
            .formatted(heads, at.key(), at.width(), keyValueHeads),
        at.key(),
        headsKey);
    findings.require(
        model.positions() != Positions.ROTARY || size % 2 == 0,
        "model.positions",
        "rotary needs an even head size, but it is %d at %s %d"
            .formatted(size, at.key(), at.width()),
        at.key(),
        headsKey);
  }

  private void feedForward(WidthAt at) {
    double inner = model.feedForward().ratio() * at.width();
    boolean whole = Math.abs(inner - Math.rint(inner)) <= ROUNDING * inner;
    findings.require(
        whole && inner >= 1 - ROUNDING && inner <= Integer.MAX_VALUE,
        findings.has("model.ffn-width") ? "model.ffn-width" : "model.ffn-ratio",
        "must give a whole feed-forward width at every width, but gives %s at %s %d"
            .formatted(inner, at.key(), at.width()),
        at.key(),
        "model.width",
        "model.ffn-width",
        "model.ffn-ratio");
  }
}

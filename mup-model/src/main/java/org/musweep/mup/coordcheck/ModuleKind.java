package org.musweep.mup.coordcheck;

/** What a module is to the coord check, known by its name. */
public enum ModuleKind {
  /** Everything that is not a readout or a probe: its output must neither grow nor shrink. */
  HIDDEN,
  /** The output layer, {@code readout}: must not grow; it may shrink, as it does near init. */
  READOUT,
  /** Attention logits, names that end in {@code .logits}: must not grow; may shrink. */
  LOGITS;

  /** The kind of a module of that name. */
  public static ModuleKind of(String module) {
    if (module.equals("readout")) {
      return READOUT;
    }
    return module.endsWith(".logits") ? LOGITS : HIDDEN;
  }
}

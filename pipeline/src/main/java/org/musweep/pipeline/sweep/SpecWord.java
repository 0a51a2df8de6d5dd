package org.musweep.pipeline.sweep;

import java.util.Locale;

/** One of a closed set of words of the sweep file; implemented by enums. */
public interface SpecWord {

  /** The constant's name, as enums have it. */
  String name();

  /** The word as it stands in the sweep file: {@code SQUARE_ROOT} is {@code square-root}. */
  default String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

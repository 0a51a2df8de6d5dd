package org.musweep.pipeline.sweep;

import java.util.Locale;

/** The ids of packs, one after the other: {@code p0001}, {@code p0002}. */
final class PackNames {

  private int next;

  private PackNames(int next) {
    this.next = next;
  }

  /** The ids from this one on. */
  static PackNames from(String id) {
    return new PackNames(Integer.parseInt(id.substring(1)));
  }

  String next() {
    return String.format(Locale.ROOT, "p%04d", next++);
  }
}

package org.musweep.pipeline.sweep;

import java.util.List;

/**
 * Keys that the documentation shows together.
 *
 * @param name of the table, as docs/sweep-file.md calls it in the comment before it
 * @param keys its rows
 */
record ReferenceTable(String name, List<ReferenceKey> keys) {

  ReferenceTable {
    keys = List.copyOf(keys);
  }

  static ReferenceTable of(String name, ReferenceKey... keys) {
    return new ReferenceTable(name, List.of(keys));
  }
}

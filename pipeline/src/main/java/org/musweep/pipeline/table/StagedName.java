package org.musweep.pipeline.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a staged table file: {@code staging/p0003-1-curves.parquet}.
 *
 * @param unit what wrote it: a pack, a coord-check task, a batch of the driver
 * @param attempt which attempt at that unit, from 0
 * @param table the table it is for
 */
record StagedName(String unit, int attempt, String table) {

  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
  private static final Pattern FORM =
      Pattern.compile("staging/([A-Za-z0-9][A-Za-z0-9-]*)-([0-9]+)-([a-z_]+)\\.parquet");

  StagedName {
    if (!UNIT.matcher(unit).matches() || attempt < 0) {
      throw new IllegalArgumentException(
          "Invalid unit of a table file: '%s' attempt %d (must be letters, digits and dashes, from attempt 0)"
              .formatted(unit, attempt));
    }
  }

  static StagedName parse(String relativePath) {
    Matcher matcher = FORM.matcher(relativePath);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid staged file: %s (must look like staging/p0003-0-curves.parquet)"
              .formatted(relativePath));
    }
    return new StagedName(matcher.group(1), Integer.parseInt(matcher.group(2)), matcher.group(3));
  }

  /** Its path relative to the run's folder. */
  String staged() {
    return "staging/%s-%d-%s.parquet".formatted(unit, attempt, table);
  }

  /** Its path in the table; without the attempt, so that a unit can be there only once. */
  String published() {
    return table + "/" + unit + ".parquet";
  }
}

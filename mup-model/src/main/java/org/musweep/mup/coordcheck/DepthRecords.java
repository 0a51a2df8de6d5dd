package org.musweep.mup.coordcheck;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Records of one width and several depths as records of one depth and several widths, so that
 * slopes against depth are fitted and judged as those against width are.
 *
 * <p>What models of every depth have is kept: the modules outside of the blocks, and the residual
 * stream behind the last block ({@code last-block}). A single branch's own update shrinks with
 * depth in right models, so that sizes and changes of the stream count alone.
 */
public final class DepthRecords {

  private static final Pattern BLOCK = Pattern.compile("block([0-9]+)(\\..*)?");
  private static final Set<String> STATISTICS = Set.of(CoordRecord.L1, CoordRecord.DELTA);

  private DepthRecords() {}

  /** The records, each with its depth in place of its width. */
  public static List<CoordRecord> of(List<CoordRecord> records) {
    return records.stream()
        .filter(record -> STATISTICS.contains(record.statistic()))
        .flatMap(record -> module(record).map(name -> turned(record, name)).stream())
        .toList();
  }

  private static Optional<String> module(CoordRecord record) {
    Matcher block = BLOCK.matcher(record.module());
    if (!block.matches()) {
      return Optional.of(record.module());
    }
    boolean isStream = block.group(2) == null;
    int index = Integer.parseInt(block.group(1));
    if (isStream && index == record.depth() - 1) {
      return Optional.of("last-block");
    }
    return Optional.empty();
  }

  private static CoordRecord turned(CoordRecord record, String module) {
    return new CoordRecord(
        record.rules(),
        record.depth(),
        1,
        record.batchSize(),
        record.learningRate(),
        record.seed(),
        record.step(),
        module,
        record.statistic(),
        record.value());
  }
}

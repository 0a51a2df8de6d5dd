package org.musweep.pipeline.log;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * File names of batches, {@code 00000000000000000001.jsonl}, and of snapshots, {@code
 * snapshot-00000000000000000256.jsonl}.
 */
final class BatchName {

  /** Numbers that a long holds: a file of a larger one is not of a log. */
  private static final Pattern BATCH = Pattern.compile("(00[0-9]{18})\\.jsonl");

  private static final Pattern SNAPSHOT = Pattern.compile("snapshot-(00[0-9]{18})\\.jsonl");

  private BatchName() {}

  static String batch(long sequence) {
    return "%020d.jsonl".formatted(sequence);
  }

  static String snapshot(long sequence) {
    return "snapshot-%020d.jsonl".formatted(sequence);
  }

  /** The sequence numbers of the batches among some files, ascending. */
  static List<Long> batches(Collection<String> names) {
    return numbers(BATCH, names);
  }

  /** The sequence numbers of the snapshots among some files, ascending. */
  static List<Long> snapshots(Collection<String> names) {
    return numbers(SNAPSHOT, names);
  }

  private static List<Long> numbers(Pattern form, Collection<String> names) {
    return names.stream()
        .map(form::matcher)
        .filter(Matcher::matches)
        .map(matcher -> Long.parseLong(matcher.group(1)))
        .sorted()
        .toList();
  }
}

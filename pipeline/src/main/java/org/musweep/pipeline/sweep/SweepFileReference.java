package org.musweep.pipeline.sweep;

import static org.musweep.pipeline.sweep.ReferenceKey.REQUIRED;

import java.util.ArrayList;
import java.util.List;

/**
 * Every key of the sweep file, declared once: from this come the tables of docs/sweep-file.md and
 * the JSON Schema. A test holds it to what the readers ask for and accept.
 *
 * <p>A new key needs a line here, in the class of its section, and its example in keys.txt.
 */
final class SweepFileReference {

  private SweepFileReference() {}

  /** All tables, in the order of the documentation. */
  static List<ReferenceTable> tables() {
    List<ReferenceTable> tables = new ArrayList<>();
    tables.add(topLevel());
    tables.addAll(DataReference.tables());
    tables.addAll(ModelReference.tables());
    tables.addAll(TrainingReference.tables());
    tables.addAll(SearchReference.tables());
    tables.add(SpaceReference.table());
    tables.addAll(PlanReference.tables());
    return List.copyOf(tables);
  }

  /** All keys, in the order of the documentation. */
  static List<ReferenceKey> keys() {
    return tables().stream().flatMap(table -> table.keys().stream()).toList();
  }

  private static ReferenceTable topLevel() {
    return ReferenceTable.of(
        "top level",
        ReferenceKey.of(
            "schema",
            new KeyForm("a whole number from 0 to " + Form.MOST, "1", "{\"const\": 1}"),
            REQUIRED,
            "version of this format"),
        ReferenceKey.of(
            "sweep",
            KeyForm.name(
                "letters, digits, '.', '_' or '-', starting with a letter or digit",
                "letters, digits, `.`, `_`, `-`",
                SweepSpec.NAME.pattern()),
            REQUIRED,
            "the sweep's name: a folder below `output`"),
        ReferenceKey.of("seed", KeyForm.longNumber(), "0", "everything random is derived from it"),
        ReferenceKey.of(
            "output",
            KeyForm.text("path"),
            "`out`",
            "folder of all results: a local path, or a URI of a file system that"
                + " Hadoop knows, such as `hdfs:` or `s3a:`"),
        ReferenceKey.of("data", KeyForm.section(), REQUIRED, "what is learned"),
        ReferenceKey.of(
            "model", KeyForm.section(), REQUIRED, "what learns, at the width of the trials"),
        ReferenceKey.of(
            "parametrization",
            KeyForm.section(),
            "all defaults",
            "how the model scales with width"),
        ReferenceKey.of("training", KeyForm.section(), REQUIRED, "how a trial is trained"),
        ReferenceKey.of("search", KeyForm.section(), REQUIRED, "what varies between trials"),
        ReferenceKey.of(
            "coord-check", KeyForm.section(), "all defaults", "the check before the search"),
        ReferenceKey.of(
            "transfer", KeyForm.section(), REQUIRED, "the wide model and the check before it"),
        ReferenceKey.of("budget", KeyForm.section(), "no limits", "when the search ends early"),
        ReferenceKey.of("execution", KeyForm.section(), "all defaults", "where and how it runs"));
  }
}

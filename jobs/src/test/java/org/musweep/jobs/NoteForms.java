package org.musweep.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;

/** What notes call {@code z}: the forms, with answers that are known, and tables to be shown. */
public final class NoteForms {

  private final Map<String, String> answers;
  private final List<String> asked = new ArrayList<>();

  NoteForms(Map<String, String> answers) {
    this.answers = Map.copyOf(answers);
  }

  /** A text that the reader of a note can change. */
  public Object textbox(String name, String defaultValue) {
    asked.add(name);
    return answers.getOrDefault(name, defaultValue);
  }

  /** Shows a table. */
  public void show(Dataset<?> table) {
    table.collectAsList();
  }

  /** The forms that a note has asked for. */
  List<String> asked() {
    return List.copyOf(asked);
  }
}

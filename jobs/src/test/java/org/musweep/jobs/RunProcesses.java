package org.musweep.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.musweep.pipeline.log.Documents;
import org.musweep.pipeline.log.LogStore;
import org.musweep.pipeline.log.Replay;
import org.musweep.pipeline.log.StudyState;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.selection.Selection;
import org.musweep.pipeline.selection.SelectionJson;
import org.musweep.pipeline.table.TableFiles;
import org.musweep.pipeline.table.TrialRow;
import org.musweep.pipeline.table.TrialTable;

/**
 * Runs of one small sweep, each a {@code musweep run} in a process of its own, and what they leave.
 *
 * @param folder of the sweep file and of what commands print
 * @param output the results' place
 * @param storage settings of Hadoop with which it is reached
 */
record RunProcesses(Path folder, String output, Map<String, String> storage) {

  /** A sweep of six trials, with more about its execution. */
  static RunProcesses in(Path folder, String execution) {
    return in(folder, execution, folder.resolve("out").toString(), Map.of());
  }

  /** The same with results elsewhere. */
  static RunProcesses in(
      Path folder, String execution, String output, Map<String, String> storage) {
    RunProcesses runs = new RunProcesses(folder, output, storage);
    try {
      Files.writeString(runs.file(), runs.sweepFile(execution));
      return runs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return folder.resolve("sweep.yaml");
  }

  /** Starts the command; what it says goes to {@link #said}. */
  Process start(String runId) {
    return start(runId, "run");
  }

  /** Starts another command about a run. */
  Process start(String runId, String name, String... more) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.add("-Dai.djl.offline=true");
    storage.forEach((key, value) -> command.add("-Dspark.hadoop." + key + "=" + value));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "org.musweep.jobs.Main", name));
    command.addAll(List.of(file().toString(), "--run-id", runId));
    command.addAll(List.of(more));
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log(runId).toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log(String runId) {
    return folder.resolve(runId + ".log");
  }

  /** What the commands of a run printed. */
  String said(String runId) {
    return text(log(runId));
  }

  StudyState state(String runId) {
    return Replay.of(LogStore.at(layout(runId).log(), hadoop())).state();
  }

  TableFiles tables(String runId) {
    return TableFiles.of(layout(runId), hadoop());
  }

  List<TrialRow> trials(String runId) {
    return tables(runId).read(TrialTable.ofAnySearch());
  }

  Selection selection(String runId) {
    return SelectionJson.read(text(runId, "selection.json"));
  }

  /** The line that has the wide run's loss. */
  String wideLoss(String runId) {
    return text(runId, "wide/result.json")
        .lines()
        .filter(line -> line.contains("validation-loss"))
        .findFirst()
        .orElseThrow();
  }

  private String text(String runId, String name) {
    return Documents.of(hadoop()).read(layout(runId).place(name)).orElseThrow();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SweepLayout layout(String runId) {
    return SweepLayout.of(output, "kill", runId);
  }

  /** How the results are reached. */
  Configuration hadoop() {
    Configuration hadoop = new Configuration();
    storage.forEach(hadoop::set);
    return hadoop;
  }

  private String sweepFile(String execution) {
    return """
    schema: 1
    sweep: kill
    seed: 3
    output: %s
    data: {source: text, path: %s, tokenizer: characters, sequence-length: 32}
    model: {family: transformer, width: 32, base-width: 32, depth: 1, head-size: 16}
    training: {optimizer: adamw, steps: 120, batch-size: 4, validation: {examples: 32}}
    search:
      sampler: sobol
      trials: 6
      space:
        learning-rate: {log-uniform: [0.008, 0.0625]}
      early-stopping: {rule: successive-halving, reduction-factor: 2, first-rung: 0.5}
      finalists: {count: 2, seeds: 2}
    coord-check: {widths: [32, 64, 128], steps: 3, seeds: 2, on-failure: warn}
    transfer: {width: 128, check-widths: [64]}
    execution: {%s}
    """
        .formatted(
            output, Path.of("..", "conf", "data", "moby-dick.txt").toAbsolutePath(), execution);
  }
}

package org.musweep.jobs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.musweep.pipeline.log.SweepLayout;

/** What {@code --json} prints at the end of a command; docs/command-line.md lists the keys. */
final class ResultJson {

  private ResultJson() {}

  /** Steps that were run, each with its outcome, and where the results are. */
  static String steps(SweepLayout layout, List<StepChain.Ended> ended, ExitCode exit) {
    ObjectNode document = document(exit);
    document.put("folder", Storage.shown(layout.root()));
    ArrayNode steps = document.putArray("steps");
    for (StepChain.Ended step : ended) {
      ObjectNode node = steps.addObject();
      node.put("step", step.step());
      node.put("exitCode", step.result().exit().code());
      node.put("summary", step.result().summary());
    }
    ObjectNode files = document.putObject("files");
    file(files, "selection", layout.selection());
    file(files, "transfer", layout.transfer());
    file(files, "wide", WideResult.place(layout));
    file(files, "report", layout.report());
    return document.toString();
  }

  /** A sweep file in which nothing is wrong. */
  static String valid(List<String> cautions, List<String> outline) {
    ObjectNode document = document(ExitCode.DONE);
    cautions.forEach(document.putArray("cautions")::add);
    outline.forEach(document.putArray("outline")::add);
    return document.toString();
  }

  /** Files that a command has written. */
  static String written(List<Path> files) {
    ObjectNode document = document(ExitCode.DONE);
    ArrayNode written = document.putArray("written");
    files.forEach(file -> written.add(file.toString()));
    return document.toString();
  }

  /** A command that could not do what it was asked for. */
  static String failure(Failure failure) {
    ObjectNode document = document(failure.exit());
    ArrayNode problems = document.putArray("problems");
    if (failure.exit() == ExitCode.UNEXPECTED) {
      problems.add(failure.message());
    } else {
      failure.message().lines().forEach(problems::add);
    }
    return document.toString();
  }

  private static ObjectNode document(ExitCode exit) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("exitCode", exit.code());
    document.put("retryable", exit.retryable());
    return document;
  }

  private static void file(ObjectNode files, String name, URI place) {
    if (Storage.documents().exists(place)) {
      files.put(name, Storage.shown(place));
    }
  }
}

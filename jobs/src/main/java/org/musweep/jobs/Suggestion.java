package org.musweep.jobs;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.Spelling;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was probably meant by a command line that is wrong. */
final class Suggestion {

  private Suggestion() {}

  /** A question such as {@code Did you mean 'musweep run'?}, if there is an answer. */
  static Optional<String> of(ParameterException exception, List<String> arguments) {
    CommandLine command = exception.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (exception instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      String word = unmatched.getUnmatched().get(0);
      if (word.startsWith("-")) {
        return nearest(word, List.copyOf(command.getCommandSpec().optionsMap().keySet()));
      }
      if (isSweepFile(word) && !command.getSubcommands().isEmpty()) {
        return Optional.of(question(CommandWords.of(with("run", arguments))));
      }
      return Spelling.nearest(word, command.getSubcommands().keySet())
          .map(meant -> question(name + " " + meant));
    }
    if (exception.getArgSpec() == null || exception.getValue() == null) {
      return Optional.empty();
    }
    List<String> candidates = new ArrayList<>();
    if (exception.getArgSpec().completionCandidates() != null) {
      exception.getArgSpec().completionCandidates().forEach(candidates::add);
    }
    return nearest(exception.getValue(), candidates);
  }

  private static Optional<String> nearest(String word, List<String> candidates) {
    return Spelling.nearest(word, candidates).map(Suggestion::question);
  }

  /** A sweep file in the place of one that does not exist, if the name of one is near. */
  static Optional<String> file(Path missing) {
    Path folder = Optional.ofNullable(missing.getParent()).orElse(Path.of(""));
    Path name = missing.getFileName();
    if (name == null || Files.exists(missing)) {
      return Optional.empty();
    }
    for (Path place : List.of(folder, folder.resolve("conf"))) {
      Optional<String> near = Spelling.nearest(name.toString(), sweepFiles(place));
      if (near.isPresent()) {
        return near.map(found -> place.resolve(found).toString());
      }
    }
    return Optional.empty();
  }

  /** The runs that there are in the place of one that is not: those in the folder, or beside it. */
  static String runs(SweepLayout missing) {
    if (!"file".equals(missing.root().getScheme())) {
      return "";
    }
    Path folder = SweepLayout.local(missing.root());
    List<String> inside = runs(folder.resolve(SweepLayout.MAIN_RUN));
    List<String> runs = inside.isEmpty() ? runs(folder) : inside;
    return runs.isEmpty() ? "" : " (there is " + String.join(", ", runs) + ")";
  }

  /** The ids of the runs beside one that does not exist. */
  static List<String> runs(Path missing) {
    Path sweep = Optional.ofNullable(missing.toAbsolutePath().getParent()).orElse(missing);
    List<String> runs = new ArrayList<>();
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(sweep, folder -> Files.isDirectory(folder.resolve("log")))) {
      folders.forEach(folder -> runs.add(folder.getFileName().toString()));
    } catch (IOException e) {
      return List.of();
    }
    return runs.stream().sorted().toList();
  }

  private static List<String> sweepFiles(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder.toAbsolutePath(), "*.{yaml,yml}")) {
      files.forEach(file -> names.add(file.getFileName().toString()));
    } catch (IOException e) {
      return List.of();
    }
    return names.stream().sorted().toList();
  }

  private static boolean isSweepFile(String word) {
    return word.endsWith(".yaml") || word.endsWith(".yml");
  }

  private static List<String> with(String first, List<String> rest) {
    List<String> words = new ArrayList<>(List.of(first));
    words.addAll(rest);
    return words;
  }

  private static String question(String meant) {
    return "Did you mean '%s'?".formatted(meant);
  }
}

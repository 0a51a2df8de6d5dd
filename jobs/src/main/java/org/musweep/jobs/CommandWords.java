package org.musweep.jobs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command as it is typed in a shell. */
final class CommandWords {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

  private CommandWords() {}

  /** The launcher with arguments, quoted where the shell needs it. */
  static String of(List<String> arguments) {
    return Stream.concat(
            Stream.of(System.getProperty("musweep.command", "musweep")), arguments.stream())
        .map(CommandWords::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}

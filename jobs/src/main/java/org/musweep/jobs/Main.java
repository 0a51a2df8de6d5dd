package org.musweep.jobs;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The {@code musweep} command. */
@Command(
    name = "musweep",
    description = {
      "Tunes small neural networks and trains a wide one with what was found.",
      "",
      "A sweep file says what to train and what to vary; docs/sweep-file.md explains its keys.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  musweep run conf/quickstart.yaml      the whole chain, from data to report",
      "  musweep status conf/quickstart.yaml   how far it is, from another terminal",
      "  musweep init transformer my.yaml --data my.txt",
      "  musweep validate my.yaml",
      "  musweep run my.yaml --dry-run         what would run, how long, how much memory",
      "",
      "Colours end where no terminal begins, or where NO_COLOR is set.",
      "",
      "Exit codes:",
      "  0  done                    5    the transfer check failed",
      "  1  unexpected              6    another process holds the run",
      "  2  wrong sweep file or     7    storage failed",
      "     command line            8    training hangs",
      "  3  coord check failed      130  interrupted from the keyboard",
      "  4  nothing to select       143  told to end",
      "After 1, 6, 7, 8, 130 and 143 the same command goes on where it was."
    },
    subcommands = {
      InitCommand.class,
      ValidateCommand.class,
      SchemaCommand.class,
      DataCommand.class,
      RunCommand.class,
      CoordCheckCommand.class,
      SweepCommand.class,
      ExtendCommand.class,
      SelectCommand.class,
      TrainCommand.class,
      WideCommand.class,
      ControlCommand.class,
      ReportCommand.class,
      ScoreCommand.class,
      ExportCommand.class,
      StatusCommand.class,
      CleanCommand.class,
      CompletionCommand.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true)
public final class Main {

  private static final int NARROWEST_HELP = 60;
  private static final int WIDEST_HELP = 100;

  private final Console console;
  private final List<String> arguments;

  private Main(Console console, List<String> arguments) {
    this.console = console;
    this.arguments = List.copyOf(arguments);
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int exit = run(Console.ofProcess(), List.of(arguments));
    LastWords.said();
    System.exit(exit);
  }

  /** Runs a command and returns its exit code. */
  static int run(Console console, List<String> arguments) {
    return commandLine(console, arguments).execute(arguments.toArray(String[]::new));
  }

  /** All commands, as they are parsed and run. */
  static CommandLine commandLine(Console console, List<String> arguments) {
    var commands = new CommandLine(new Main(console, arguments));
    commands.setOut(writer(console.out()));
    commands.setErr(writer(console.err()));
    commands.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.outPalette() == Palette.COLOURED ? Ansi.ON : Ansi.OFF));
    commands.setUsageHelpWidth(helpWidth(console));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setParameterExceptionHandler((e, words) -> wrongCommandLine(console, e, arguments));
    commands.setExecutionExceptionHandler((e, command, parsed) -> failed(console, e, arguments));
    return commands;
  }

  Console console() {
    return console;
  }

  /** The words of the command line, without the command's own name. */
  List<String> arguments() {
    return arguments;
  }

  /** As wide as the terminal, within what reads well; that of a page where there is none. */
  private static int helpWidth(Console console) {
    return console.isTerminal()
        ? Math.min(WIDEST_HELP, Math.max(NARROWEST_HELP, console.columns()))
        : WIDEST_HELP;
  }

  private static int wrongCommandLine(
      Console console, ParameterException e, List<String> arguments) {
    complain(console, String.valueOf(e.getMessage()));
    Suggestion.of(e, arguments).ifPresent(console.err()::println);
    console.err().printf("Try '%s --help'.%n", e.getCommandLine().getCommandSpec().qualifiedName());
    return told(
        console, new Failure(ExitCode.BAD_INPUT, String.valueOf(e.getMessage())), arguments);
  }

  private static int failed(Console console, Exception e, List<String> arguments) {
    Failure failure = Failure.of(e);
    complain(console, failure.message());
    return told(console, failure, arguments);
  }

  private static void complain(Console console, String message) {
    String name = console.errPalette().bad("musweep:");
    message.lines().forEach(line -> console.err().println(name + " " + line));
  }

  /** For scripts, the same once more, as they asked for it. */
  private static int told(Console console, Failure failure, List<String> arguments) {
    if (arguments.contains(RunOptions.JSON)) {
      console.out().println(ResultJson.failure(failure));
    }
    return failure.exit().code();
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, Charset.defaultCharset());
  }
}

package org.musweep.jobs;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code musweep completion}. */
@Command(
    name = "completion",
    header = "Prints the script with which a shell completes musweep's commands.",
    description = "For bash and zsh. Read it from the shell's start file to have it always.",
    footerHeading = "%nExamples:%n",
    footer = {"  musweep completion > ~/.musweep-completion", "  source ~/.musweep-completion"},
    mixinStandardHelpOptions = true)
final class CompletionCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    main.console().out().print(AutoComplete.bash("musweep", command.root().commandLine()));
    main.console().out().flush();
    return ExitCode.DONE.code();
  }
}

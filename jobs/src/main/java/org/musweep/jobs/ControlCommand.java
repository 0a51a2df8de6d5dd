package org.musweep.jobs;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.musweep.mup.parametrization.RuleSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code musweep control}. */
@Command(
    name = "control",
    header = "Compares rule sets at the wide model's width.",
    description =
        "Trains the wide model with the chosen settings under several rule sets, on shared seeds,"
            + " to see what the parametrization is worth.",
    footerHeading = "%nExample:%n",
    footer = "  musweep control conf/quickstart.yaml --seeds 3",
    mixinStandardHelpOptions = true)
final class ControlCommand implements Callable<Integer> {

  @ParentCommand private Main main;
  @Mixin private WorkOptions options;
  @Spec private CommandSpec command;

  @Option(
      names = "--rules",
      split = ",",
      paramLabel = "NAME",
      defaultValue = "maximal-update,standard",
      completionCandidates = RuleNames.class,
      description = "Rule sets to compare; ${DEFAULT-VALUE} if not given.")
  private List<String> rules = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Seeds per rule set; ${DEFAULT-VALUE} if not given.")
  private int seeds;

  @Override
  public Integer call() {
    require(seeds >= 1, "--seeds: %d (must be at least 1)".formatted(seeds));
    for (String name : rules) {
      if (!RuleSet.names().contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            "--rules: '%s' (must be one of %s)".formatted(name, String.join(", ", RuleSet.names())),
            command.findOption("--rules"),
            name);
      }
    }
    return Runs.resume(main, options, List.of(new ControlJob(rules, seeds)));
  }

  private void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new ParameterException(command.commandLine(), otherwise);
    }
  }

  /** The names that the option takes. */
  static final class RuleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return RuleSet.names().iterator();
    }
  }
}

package org.musweep.jobs;

import java.util.concurrent.Callable;
import org.musweep.pipeline.sweep.SweepFileSchema;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code musweep schema}. */
@Command(
    name = "schema",
    description = "Prints the JSON Schema of sweep files, with which editors complete and check.",
    footerHeading = "%nExample:%n",
    footer = "  musweep schema > musweep.schema.json",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {

  @ParentCommand private Main main;

  @Override
  public Integer call() {
    main.console().out().print(SweepFileSchema.json());
    return ExitCode.DONE.code();
  }
}

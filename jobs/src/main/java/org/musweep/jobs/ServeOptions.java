package org.musweep.jobs;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.musweep.pipeline.sweep.SpecException;
import picocli.CommandLine.Option;

/** The options to look at the report while a run goes on. */
final class ServeOptions {

  /** Neither a port nor a wish for one. */
  private static final int NOT_ASKED = -1;

  @Option(
      names = "--serve",
      arity = "0..1",
      paramLabel = "PORT",
      defaultValue = "-1",
      fallbackValue = "7690",
      description =
          "Shows the report in a browser while the run goes on, at port ${FALLBACK-VALUE} of this"
              + " machine if no other is given; 0 takes any that is free.")
  private int port = NOT_ASKED;

  @Option(
      names = "--serve-address",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "Where --serve listens; ${DEFAULT-VALUE} if not given, which only this machine reaches."
              + " Whoever reaches another address can read the report: there is no password.")
  private String address = "127.0.0.1";

  /**
   * The report as it grows, if it was asked for; the caller closes it.
   *
   * @throws SpecException if it cannot be served there
   */
  Optional<LiveReport> open(RunContext context) {
    if (port == NOT_ASKED) {
      return Optional.empty();
    }
    if (port < 0 || port > 65_535) {
      throw refusal("must be a port: 0 to 65535");
    }
    try {
      var place = new InetSocketAddress(InetAddress.getByName(address), port);
      LiveReport report = LiveReport.open(context, place);
      context.display().line("the report while it runs: " + report.url());
      return Optional.of(report);
    } catch (UnknownHostException e) {
      throw refusal("there is no such address on this machine");
    } catch (IOException e) {
      throw refusal(e.getMessage() + "; choose another port with --serve=PORT");
    }
  }

  private SpecException refusal(String reason) {
    return new SpecException(List.of("--serve: %s:%d: %s".formatted(address, port, reason)));
  }
}

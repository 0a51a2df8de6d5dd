package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.pipeline.log.SweepLayout;
import org.musweep.pipeline.sweep.SweepSpecReader;

@Tag("djl")
@Tag("spark")
class LiveReportTest {

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private String get(LiveReport report, String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(report.url()).resolve(path)).build();
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private JsonNode state(LiveReport report) throws Exception {
    return new ObjectMapper().readTree(get(report, "/state"));
  }

  @Test
  void growsWithTheRun() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    var file = SweepSpecReader.open(Path.of(sweep.file()));
    var layout = SweepLayout.of(file.spec().output(), file.spec().sweep(), "main");
    var silent = new PrintStream(OutputStream.nullOutputStream());
    var console = new Console(InputStream.nullInputStream(), silent, silent, 0);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    try (RunContext context =
            new RunContext(
                file,
                layout,
                TerminalDisplay.open(console),
                List.of("run"),
                RunIdentity.Changes.NONE);
        LiveReport report = LiveReport.open(context, address)) {
      assertThat(state(report).path("text").asText()).isEqualTo("small: the run is starting");
      assertThat(get(report, "/report")).contains("nothing to show yet");

      assertThat(CommandRun.of("sweep", sweep.file()).exit()).isZero();
      report.refreshIfItCan();

      JsonNode state = state(report);
      assertThat(state.path("version").asInt()).isPositive();
      assertThat(state.path("text").asText()).contains("sweep done", "trials 4");
      assertThat(state.path("ended").asBoolean()).isFalse();
      assertThat(get(report, "/report")).contains("4 trials", "The selection was not reached");
      int before = state.path("version").asInt();
      report.refreshIfItCan();
      assertThat(state(report).path("version").asInt()).isEqualTo(before);
    }
    assertThat(layout.report())
        .satisfies(page -> assertThat(SweepLayout.local(page)).doesNotExist());
  }

  @Test
  void wrongAddressesAreRefusedBeforeAnythingRuns() {
    SmallSweep sweep = SmallSweep.in(folder);

    CommandRun run = CommandRun.of("run", sweep.file(), "--serve=70000");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("--serve: 127.0.0.1:70000", "0 to 65535");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}

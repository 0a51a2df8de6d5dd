package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run, watched by a browser's requests while a script waits for its result. */
@Tag("djl")
@Tag("spark")
class ServedRunTest {

  private static final String ANNOUNCEMENT = "the report while it runs: ";
  private static final int PIPE_BYTES = 1 << 20;

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private String get(URI url, String path) throws Exception {
    return client
        .send(HttpRequest.newBuilder(url.resolve(path)).build(), BodyHandlers.ofString())
        .body();
  }

  private JsonNode state(URI url) throws Exception {
    return new ObjectMapper().readTree(get(url, "/state"));
  }

  @Test
  void theReportGrowsInABrowserAndTheResultIsOneDocument() throws Exception {
    SmallSweep sweep = SmallSweep.in(folder);
    List<String> texts = new ArrayList<>();
    try (var err = new PipedInputStream(PIPE_BYTES);
        var lines = new BufferedReader(new InputStreamReader(err, StandardCharsets.UTF_8))) {
      CompletableFuture<Integer> exit = run(err, "run", sweep.file(), "--serve=0", "--json");
      URI url = url(lines);
      reachableFromHereOnly(url);
      for (String line = lines.readLine();
          line != null && !line.startsWith("train done");
          line = lines.readLine()) {
        texts.add(state(url).path("text").asText());
      }
      // What the run has come to stays for a moment, for pages that are open.
      JsonNode last = state(url);
      while (!last.path("ended").asBoolean()) {
        last = state(url);
      }
      assertThat(last.path("version").asInt()).isPositive();
      assertThat(get(url, "/report")).contains("<section id=\"verdict\">", "data-chart=\"widths\"");
      assertThat(exit.get(1, TimeUnit.MINUTES)).isIn(0, ExitCode.TRANSFER_CHECK_FAILED.code());
    }

    assertThat(texts).anyMatch("small: the run is starting"::equals);
    assertThat(texts.stream().distinct().count()).isGreaterThan(2);
    resultIsTold(sweep);
  }

  private CompletableFuture<Integer> run(PipedInputStream err, String... words) throws IOException {
    var errors = new PrintStream(new PipedOutputStream(err), true, StandardCharsets.UTF_8);
    var results = new PrintStream(out, true, StandardCharsets.UTF_8);
    var console = new Console(InputStream.nullInputStream(), results, errors, 0);
    return CompletableFuture.supplyAsync(
        () -> {
          try (errors) {
            return Main.run(console, List.of(words));
          }
        });
  }

  private static URI url(BufferedReader lines) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(ANNOUNCEMENT)) {
      line = lines.readLine();
    }
    assertThat(line).startsWith(ANNOUNCEMENT);
    return URI.create(line.substring(ANNOUNCEMENT.length()));
  }

  /** Unless this machine has no other address than that. */
  private static void reachableFromHereOnly(URI url) throws Exception {
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .findFirst();
    if (other.isPresent()) {
      assertThatThrownBy(() -> new Socket(other.get(), url.getPort()).close())
          .isInstanceOf(IOException.class);
    }
  }

  private void resultIsTold(SmallSweep sweep) throws IOException {
    String printed = out.toString(StandardCharsets.UTF_8);
    assertThat(printed.lines()).hasSize(1);
    JsonNode result = new ObjectMapper().readTree(printed);
    assertThat(result.path("folder").asText()).isNotEmpty();
    JsonNode steps = result.path("steps");
    assertThat(steps.findValuesAsText("step")).startsWith("coord-check", "sweep", "select");
    assertThat(steps.get(0).path("exitCode").asInt()).isZero();
    assertThat(steps.get(1).path("summary").asText()).contains("4");
    Path report = sweep.runFolder().resolve("report");
    assertThat(Path.of(result.at("/files/report").asText()).toAbsolutePath())
        .isEqualTo(report.resolve("index.html"));
    try (Stream<Path> files = Files.list(report)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("index.html", "learning-rate.svg", "coord-check-l1.svg", "time.svg");
    }
  }
}

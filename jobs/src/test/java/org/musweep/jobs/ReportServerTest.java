package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are written by hand, since a well-behaved client would tidy the bad ones up. */
class ReportServerTest {

  private final FixedContent content = new FixedContent();
  private ReportServer server;
  private URI url;

  @BeforeEach
  void open() throws IOException {
    server = ReportServer.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), content);
    url = URI.create(server.url());
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String answer(String method, String path, String host) throws IOException {
    try (Socket socket = new Socket(url.getHost(), url.getPort());
        InputStream in = socket.getInputStream()) {
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(method, path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path) throws IOException {
    return answer("GET", path, "localhost:" + url.getPort());
  }

  @Test
  void servesThePageTheReportAndTheState() throws IOException {
    assertThat(url.getHost()).isEqualTo("127.0.0.1");
    assertThat(get("/")).startsWith("HTTP/1.1 200").contains("<iframe", "connect-src 'self'");
    assertThat(get("/report"))
        .startsWith("HTTP/1.1 200")
        .containsIgnoringCase("content-type: text/html; charset=utf-8")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .endsWith("<p>loss 2.27 ± 0.03");
    assertThat(get("/state")).contains("application/json").endsWith("{\"version\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../../../../etc/passwd",
        "/report/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/report/index.html",
        "/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/etc/passwd"
      })
  void thereIsNothingElse(String path) throws IOException {
    assertThat(get(path)).startsWith("HTTP/1.1 404").doesNotContain("root:");
  }

  @Test
  void nothingCanBeChanged() throws IOException {
    assertThat(answer("POST", "/state", "localhost")).startsWith("HTTP/1.1 405");
    assertThat(answer("HEAD", "/report", "localhost"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("loss");
  }

  @Test
  void otherNamesAreRefusedOnLoopback() throws IOException {
    assertThat(answer("GET", "/report", "evil.example:80"))
        .startsWith("HTTP/1.1 403")
        .doesNotContain("loss");
    assertThat(answer("GET", "/report", "127.0.0.1:" + url.getPort())).startsWith("HTTP/1.1 200");
  }

  @Test
  void aReportThatCannotBeMadeNowIsNotTheEnd() throws IOException {
    content.broken = true;
    assertThat(get("/report")).startsWith("HTTP/1.1 503").contains("being moved");
    content.broken = false;
    assertThat(get("/report")).startsWith("HTTP/1.1 200");
  }

  @Test
  void aPortThatIsTakenIsRefused() {
    var taken = new InetSocketAddress(url.getHost(), url.getPort());

    assertThatThrownBy(() -> ReportServer.open(taken, content)).isInstanceOf(BindException.class);
  }

  private static final class FixedContent implements ReportServer.Content {

    private volatile boolean broken;

    @Override
    public String report() {
      if (broken) {
        throw new IllegalStateException("being moved");
      }
      return "<p>loss 2.27 ± 0.03";
    }

    @Override
    public String state() {
      return "{\"version\":1}";
    }
  }
}

package org.musweep.jobs;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Serves one page and what it shows. Nothing is read from disk because of a request, so that no
 * path can lead out of what is meant to be seen.
 */
final class ReportServer implements AutoCloseable {

  private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String PAGE_POLICY =
      "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
          + " connect-src 'self'; frame-src 'self'";

  private static final Duration LAST_ANSWERS = Duration.ofSeconds(3);

  private final HttpServer server;
  private final ExecutorService threads;
  private final Content content;

  /** What is served. */
  interface Content {

    /** The report's page. */
    String report();

    /** How the run stands, and the version of the report, as a JSON document. */
    String state();
  }

  private ReportServer(HttpServer server, ExecutorService threads, Content content) {
    this.server = server;
    this.threads = threads;
    this.content = content;
  }

  /**
   * A server that listens from now on, until it is closed.
   *
   * @throws IOException if the address cannot be listened at
   */
  static ReportServer open(InetSocketAddress address, Content content) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              var thread = new Thread(task, "report server");
              thread.setDaemon(true);
              return thread;
            });
    HttpServer server = HttpServer.create(address, 0);
    var report = new ReportServer(server, threads, content);
    server.setExecutor(threads);
    server.createContext("/", report::answer);
    server.start();
    return report;
  }

  /** Where a browser finds the page. */
  String url() {
    InetSocketAddress address = server.getAddress();
    InetAddress host = address.getAddress();
    String name = host.isAnyLocalAddress() ? "localhost" : host.getHostAddress();
    return "http://%s:%d/"
        .formatted(name.contains(":") ? "[" + name + "]" : name, address.getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!isForUs(exchange.getRequestHeaders())) {
        send(exchange, 403, "text/plain", "This name does not stand for the report.\n");
        return;
      }
      if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, "text/plain", "There is nothing to change here.\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/" -> {
          exchange.getResponseHeaders().set("Content-Security-Policy", PAGE_POLICY);
          send(exchange, 200, "text/html", page());
        }
        case "/report" -> produced(exchange, "text/html", content::report);
        case "/state" -> produced(exchange, "application/json", content::state);
        default -> send(exchange, 404, "text/plain", "There is no such page.\n");
      }
    }
  }

  /**
   * A page of another site must not reach a server on loopback by a name that it makes resolve to
   * it. Whoever listens elsewhere has said that others may read.
   */
  private boolean isForUs(Headers headers) {
    if (!server.getAddress().getAddress().isLoopbackAddress()) {
      return true;
    }
    String host = headers.getFirst("Host");
    return host != null
        && OWN_NAMES.contains(host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT));
  }

  private static void produced(HttpExchange exchange, String type, Supplier<String> text)
      throws IOException {
    String body;
    try {
      body = text.get();
    } catch (RuntimeException e) {
      send(exchange, 503, "text/plain", "Cannot be told now: " + e.getMessage() + "\n");
      return;
    }
    send(exchange, 200, type, body);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type + "; charset=utf-8");
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "SAMEORIGIN");
    boolean headOnly = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, headOnly ? -1 : body.length);
    if (!headOnly) {
      exchange.getResponseBody().write(body);
    }
  }

  private static String page() throws IOException {
    try (InputStream in = ReportServer.class.getResourceAsStream("live.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Lets answers that are under way reach their readers, for a moment. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      server.stop(0);
      threads.shutdownNow();
    }
  }
}

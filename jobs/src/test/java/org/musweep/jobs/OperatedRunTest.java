package org.musweep.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.musweep.jobs.ListeningSockets.Socket;

/**
 * A run as its operator sees it, in a process of its own: its sockets, its metrics over HTTP, its
 * log in JSON, and its status as another process reads it from the run's folder.
 */
@Tag("djl")
@Tag("spark")
class OperatedRunTest {

  private static final int DEADLINE_SECONDS = 240;
  private static final int ATTEMPTS = 10;
  private static final String PREFIX = "metrics_operated_driver_musweep_";

  @TempDir private Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Set<Socket> sockets = new LinkedHashSet<>();
  private final Map<String, Set<Double>> metrics = new LinkedHashMap<>();
  private final List<String> statuses = new ArrayList<>();

  @Test
  void theRunIsWatchedFromOutside() throws Exception {
    assumeTrue(Files.isReadable(Path.of("/proc/net/tcp")), "Linux tells about sockets in /proc");
    SmallSweep sweep =
        SmallSweep.in(folder)
            .with(
                "transfer: {width: 128, check-widths: [64]",
                "transfer: {width: 256, check-widths: []")
            .with("steps: 20", "steps: 300");
    Process run = start("run", sweep.file(), "--serve=0");
    try {
      watch(run, sweep);
    } finally {
      run.destroyForcibly();
    }
    String log = Files.readString(folder.resolve("err.txt"));

    assertThat(run.exitValue()).as(log).isZero();
    assertThat(sockets)
        .as("the report's server, Spark's web interface, Spark's own")
        .hasSizeGreaterThan(2)
        .allMatch(Socket::isLoopback);
    metricsTellHowFarItIs();
    statusTellsHowFarItIs();
    logLinesNameRunPackAndTrial(log);
  }

  private void metricsTellHowFarItIs() {
    assertThat(metrics.get("trials_planned_Value")).contains(4.0);
    assertThat(metrics.get("trials_running_Value")).anyMatch(value -> value > 0);
    assertThat(metrics.get("packs_in_flight_Value")).anyMatch(value -> value > 0);
    assertThat(metrics.get("trials_completed_Value")).contains(0.0).anyMatch(value -> value > 0);
    assertThat(metrics).containsKeys("trials_stopped_Value", "trials_diverged_Value");
    assertThat(metrics).containsKeys("trials_failed_Value", "trials_paused_Value");
    assertThat(metrics.get("steps_expected_Value")).contains(1200.0);
    assertThat(metrics.get("trial_steps_Count")).anyMatch(value -> value > 0);
    assertThat(metrics.get("trial_steps_OneMinuteRate")).anyMatch(value -> value > 0);
    assertThat(metrics.get("best_loss_Value")).anyMatch(value -> value > 0 && value < 10);
    assertThat(metrics.get("wide_step_Value")).anyMatch(value -> value > 0);
    assertThat(metrics.get("wide_steps_Value")).contains(300.0);
    assertThat(metrics.get("wide_loss_Value")).anyMatch(value -> value > 0);
  }

  private void statusTellsHowFarItIs() {
    assertThat(statuses).anyMatch(text -> text.contains(": sweep is running (process "));
    assertThat(statuses).anyMatch(text -> text.contains(": train is running (process "));
    assertThat(statuses)
        .anyMatch(
            text ->
                text.lines()
                    .anyMatch(
                        line ->
                            line.matches(
                                "  wide run        step \\d+ of 300 \\(\\d+%\\), loss [0-9.]+.*")));
  }

  private static void logLinesNameRunPackAndTrial(String log) {
    List<JsonNode> lines = log.lines().filter(line -> line.startsWith("{")).map(Line::of).toList();
    assertThat(lines)
        .anySatisfy(line -> about(line, "PackTask", "trial trained: ", true, true))
        .anySatisfy(line -> about(line, "PackTask", "training ", true, false))
        .anySatisfy(line -> about(line, "LoggedSweep", "pack committed: ", true, false))
        .anySatisfy(line -> about(line, "LoggedSweep", "trial ended: ", false, true))
        .anySatisfy(line -> about(line, "RecordedProgress", "wide run: step ", false, false));
    assertThat(lines)
        .filteredOn(line -> line.path("message").asText().startsWith("training "))
        .allMatch(line -> line.path("task").asText().startsWith("task "));
  }

  private static void about(
      JsonNode line, String logger, String message, boolean pack, boolean trial) {
    assertThat(line.path("logger").asText()).endsWith(logger);
    assertThat(line.path("message").asText()).startsWith(message);
    assertThat(line.path("run").asText()).isEqualTo("small/main");
    assertThat(line.path("pack").isTextual()).isEqualTo(pack);
    assertThat(line.path("trial").isTextual()).isEqualTo(trial);
    assertThat(line.path("level").asText()).isEqualTo("INFO");
  }

  private record Line() {
    static JsonNode of(String text) {
      try {
        return new ObjectMapper().readTree(text);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dai.djl.offline=true",
            "-Dspark.ui.enabled=true",
            "-Dspark.ui.port=0",
            "-Dspark.metrics.namespace=operated",
            "-Dspark.executor.heartbeatInterval=100ms",
            "-Dlog4j2.configurationFile=" + Path.of("..", "conf", "log4j2.properties").toUri(),
            "-Dmusweep.log.format=json",
            "-Dmusweep.log.level=info",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out.txt").toFile())
            .redirectError(folder.resolve("err.txt").toFile());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("OMP_WAIT_POLICY", "PASSIVE");
    return builder.start();
  }

  private void watch(Process run, SmallSweep sweep) throws Exception {
    var own = new ListeningSockets(run.pid());
    Map<Integer, Integer> failures = new HashMap<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!run.waitFor(50, TimeUnit.MILLISECONDS) && System.nanoTime() < deadline) {
      List<Socket> open = own.now();
      sockets.addAll(open);
      for (Socket socket : open) {
        // A server that has only just opened its port may not answer yet.
        if (failures.getOrDefault(socket.port(), 0) < ATTEMPTS && !note(socket.port())) {
          failures.merge(socket.port(), 1, Integer::sum);
        }
      }
      if (Files.isDirectory(sweep.runFolder().resolve("log"))) {
        statuses.add(CommandRun.of("status", sweep.file()).out());
      }
    }
  }

  /** Notes the metrics that a port shows; false if it is not Spark's. */
  private boolean note(int port) {
    HttpResponse<String> page;
    try {
      URI address = URI.create("http://127.0.0.1:%d/metrics/prometheus/".formatted(port));
      page =
          client.send(
              HttpRequest.newBuilder(address).timeout(java.time.Duration.ofSeconds(2)).build(),
              BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      return false;
    }
    page.body()
        .lines()
        .filter(line -> line.startsWith(PREFIX))
        .map(line -> line.substring(PREFIX.length()).split("(\\{[^}]*})? ", -1))
        .forEach(
            words ->
                metrics
                    .computeIfAbsent(words[0], name -> new TreeSet<>())
                    .add(Double.parseDouble(words[1])));
    return page.statusCode() == 200 || !page.body().isEmpty();
  }
}

package org.musweep.pipeline.testing.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.musweep.pipeline.spark.SparkHome;

/**
 * A standalone master and its workers, made of the jars that the tests run with, on free ports of
 * the loopback interface. The processes end with {@link #close} and with the JVM of the test,
 * however that ends; executors end with their worker.
 */
public final class StandaloneCluster implements AutoCloseable {

  private static final Duration DEADLINE = Duration.ofSeconds(90);
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Pattern ALIVE = Pattern.compile("\"aliveworkers\"\\s*:\\s*(\\d+)");

  private final SparkHome home;
  private final Path folder;
  private final List<Process> workers = new ArrayList<>();
  private final Process master;
  private final String url;
  private final URI web;

  /**
   * What a cluster has.
   *
   * @param workers how many
   * @param cores of each
   * @param megabytes of memory of each
   * @param gpus addresses that the discovery script of each worker announces; the GPUs exist in
   *     name only
   */
  public record Size(int workers, int cores, int megabytes, List<String> gpus) {

    /** Copies the addresses. */
    public Size {
      gpus = List.copyOf(gpus);
    }

    /** Workers without GPUs. */
    public static Size of(int workers, int cores) {
      return new Size(workers, cores, 2048, List.of());
    }

    /** The same with GPUs 0, 1 … on each worker. */
    public Size withGpus(int each) {
      return withGpus(IntStream.range(0, each).mapToObj(Integer::toString).toList());
    }

    /** The same with GPUs of these addresses on each worker. */
    public Size withGpus(List<String> addresses) {
      return new Size(workers, cores, megabytes, addresses);
    }

    /** The same with more memory in name, which nothing holds executors to. */
    public Size withMegabytes(int each) {
      return new Size(workers, cores, each, gpus);
    }
  }

  private StandaloneCluster(Path folder, Size size) throws IOException {
    this.folder = folder.toAbsolutePath();
    home = SparkHome.ofThisProcess(homeFolder());
    master = start("master", List.of(), "master");
    try {
      String[] ports = firstLine(master).split(" ", -1);
      url = "spark://127.0.0.1:" + ports[0];
      web = URI.create("http://127.0.0.1:" + ports[1] + "/json/");
      addWorkers(size);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Starts a cluster, and waits until its workers have registered. */
  public static StandaloneCluster start(Path folder, Size size) throws IOException {
    return new StandaloneCluster(folder, size);
  }

  /** The master's URL. */
  public String master() {
    return url;
  }

  /** The installation that the cluster runs, for {@code SPARK_HOME}. */
  public SparkHome home() {
    return home;
  }

  /** Settings of an application on this cluster, whose tasks find the classes under test. */
  public Map<String, String> settings() {
    String classes =
        String.join(
            File.pathSeparator,
            home.missing().stream().map(each -> each.toAbsolutePath() + "").toList());
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.master", url);
    settings.put("spark.driver.host", "127.0.0.1");
    settings.put("spark.driver.bindAddress", "127.0.0.1");
    settings.put("spark.ui.enabled", "false");
    settings.put("spark.executor.memory", "512m");
    settings.put("spark.executor.extraClassPath", classes);
    settings.put("spark.driver.extraClassPath", classes);
    settings.put("spark.local.dir", folder.resolve("local").toString());
    return settings;
  }

  /** Starts more workers, and waits until they have registered. */
  public void addWorkers(Size size) throws IOException {
    List<String> gpus = gpus(size.gpus());
    for (int worker = 0; worker < size.workers(); worker++) {
      String name = "worker-" + workers.size();
      Path work = Files.createDirectories(folder.resolve(name.replace("worker", "work")));
      workers.add(
          start(
              name,
              gpus,
              "worker",
              url,
              Integer.toString(size.cores()),
              Integer.toString(size.megabytes()),
              work.toString()));
    }
    awaitWorkers((int) workers.stream().filter(Process::isAlive).count());
  }

  /** Kills all workers with their executors, and waits until they are gone. */
  public void killWorkers() {
    List<ProcessHandle> executors = executors();
    workers.forEach(Process::destroyForcibly);
    executors.forEach(ProcessHandle::destroyForcibly);
    workers.forEach(StandaloneCluster::awaitEnd);
  }

  /** The processes of the workers, those that have ended too. */
  public List<Process> workers() {
    return List.copyOf(workers);
  }

  /** The master's process. */
  Process masterProcess() {
    return master;
  }

  /** The processes of all executors that run now. */
  public List<ProcessHandle> executors() {
    return workers.stream().flatMap(worker -> worker.toHandle().descendants()).toList();
  }

  /** The master's own view of the cluster, as JSON. */
  public String status() throws IOException {
    try (InputStream from = web.toURL().openStream()) {
      return new String(from.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** One for all clusters of the same jars. */
  private static Path homeFolder() {
    String jars = Integer.toHexString(System.getProperty("java.class.path").hashCode());
    return Path.of(System.getProperty("java.io.tmpdir"), "spark-home-" + jars);
  }

  private void awaitWorkers(int count) throws IOException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (aliveWorkers() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException("The workers did not register; see " + folder);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private int aliveWorkers() throws IOException {
    Matcher matcher = ALIVE.matcher(status());
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Options of a worker that announces GPUs. */
  private List<String> gpus(List<String> addresses) throws IOException {
    if (addresses.isEmpty()) {
      return List.of();
    }
    Path script = discoveryScript(folder, addresses);
    return List.of(
        "-Dspark.worker.resource.gpu.amount=" + addresses.size(),
        "-Dspark.worker.resource.gpu.discoveryScript=" + script);
  }

  /** Writes a script that announces GPUs of these addresses, as Spark asks for them. */
  public static Path discoveryScript(Path folder, List<String> addresses) throws IOException {
    List<String> quoted = addresses.stream().map(each -> "\\\"" + each + "\\\"").toList();
    Path script = folder.toAbsolutePath().resolve("gpus.sh");
    Files.writeString(
        script,
        "#!/bin/sh\necho \"{\\\"name\\\": \\\"gpu\\\", \\\"addresses\\\": [%s]}\"\n"
            .formatted(String.join(", ", quoted)));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("Cannot make " + script + " executable");
    }
    return script;
  }

  private Process start(String name, List<String> options, String... arguments) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        String.join(
            File.pathSeparator,
            home.missing().stream().map(each -> each.toAbsolutePath() + "").toList());
    List<String> command =
        Stream.of(
                Stream.of(java, "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"),
                Stream.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()),
                options.stream(),
                Stream.of(
                    "-cp", home.folder().resolve("jars") + "/*" + File.pathSeparator + classes),
                Stream.of(ClusterNode.class.getName()),
                Stream.of(arguments))
            .flatMap(each -> each)
            .toList();
    var builder = new ProcessBuilder(command);
    builder.redirectError(folder.resolve(name + ".log").toFile());
    if (!name.equals("master")) {
      builder.redirectOutput(folder.resolve(name + ".out").toFile());
    }
    builder.environment().put("SPARK_HOME", home.folder().toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder.start();
  }

  private static String firstLine(Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    if (line == null) {
      throw new IOException("The master ended at its start");
    }
    return line;
  }

  /** Ends all processes, and waits until they are gone. */
  @Override
  public void close() {
    List<ProcessHandle> executors = executors();
    workers.forEach(Process::destroyForcibly);
    executors.forEach(ProcessHandle::destroyForcibly);
    master.destroyForcibly();
    Stream.concat(Stream.of(master), workers.stream()).forEach(StandaloneCluster::awaitEnd);
  }

  private static void awaitEnd(Process process) {
    try {
      process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.musweep.pipeline.testing.storage;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hadoop.conf.Configuration;

/**
 * An S3 server on the loopback interface with one bucket, in a process of its own that ends with
 * {@link #close} and with the JVM of the test. It refuses what is not signed with its key. Its
 * class path is made by the module object-store.
 */
public final class S3Server implements AutoCloseable {

  private static final Path CLASS_PATH =
      Path.of("..", "object-store", "target", "server.classpath");
  private static final String BUCKET = "results";
  private static final String ACCESS = "test-access";
  private static final String SECRET = "test-secret";
  private static final String REGION = "us-east-1";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;

  private S3Server(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts a server that keeps its objects in memory and its log in a folder. */
  public static S3Server start(Path folder) throws IOException {
    if (!Files.exists(CLASS_PATH)) {
      throw new IOException(
          CLASS_PATH + " is missing: build the module object-store first (mvn -Pfaults)");
    }
    Files.createDirectories(folder);
    int port = freePort();
    Path settings = folder.resolve("s3.properties");
    Files.writeString(
        settings,
        """
        s3proxy.authorization=aws-v4
        s3proxy.identity=%s
        s3proxy.credential=%s
        s3proxy.endpoint=http://127.0.0.1:%d
        jclouds.provider=transient
        jclouds.identity=none
        jclouds.credential=none
        """
            .formatted(ACCESS, SECRET, port));
    Path logging = folder.resolve("logback.xml");
    Files.writeString(
        logging,
        """
        <configuration>
          <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%d %level %logger{0} %msg%n</pattern></encoder>
          </appender>
          <root level="WARN"><appender-ref ref="out"/></root>
        </configuration>
        """);
    String classes = Files.readString(CLASS_PATH).strip() + File.pathSeparator + ownClasses();
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dlogback.configurationFile=" + logging,
            "-cp",
            classes,
            S3Node.class.getName(),
            settings.toString());
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("s3.log").toFile())
            .start();
    S3Server server = new S3Server(process, port);
    server.awaitStart();
    return server;
  }

  private static String ownClasses() {
    try {
      return Path.of(S3Node.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitStart() throws IOException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!makesBucket()) {
      if (System.nanoTime() > deadline || !process.isAlive()) {
        close();
        throw new IOException("The S3 server did not start");
      }
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }
  }

  private boolean makesBucket() throws IOException {
    try {
      var bucket = URI.create("http://127.0.0.1:%d/%s".formatted(port, BUCKET));
      return new SignedRequest(ACCESS, SECRET, REGION).put(bucket) == HttpURLConnection.HTTP_OK;
    } catch (ConnectException e) {
      return false;
    }
  }

  /** The bucket. */
  public URI root() {
    return URI.create("s3a://" + BUCKET + "/");
  }

  /** Settings of Hadoop with which the bucket is reached. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("fs.s3a.endpoint", "http://127.0.0.1:" + port);
    settings.put("fs.s3a.endpoint.region", REGION);
    settings.put("fs.s3a.path.style.access", "true");
    settings.put("fs.s3a.connection.ssl.enabled", "false");
    settings.put("fs.s3a.access.key", ACCESS);
    settings.put("fs.s3a.secret.key", SECRET);
    settings.put(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    return settings;
  }

  /** The same with a key that is not the server's. */
  public Map<String, String> settingsOfAStranger() {
    Map<String, String> settings = new LinkedHashMap<>(settings());
    settings.put("fs.s3a.secret.key", SECRET + "-of-another");
    return settings;
  }

  /** Hadoop's configuration with which the bucket is reached. */
  public Configuration configuration() {
    Configuration hadoop = new Configuration();
    settings().forEach(hadoop::set);
    return hadoop;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package org.musweep.pipeline.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A driver, as it introduces itself when it takes a study.
 *
 * @param pid of its process
 * @param host where that runs
 * @param sinceMillis when it took the study, in milliseconds since 1970 UTC
 */
public record LeaseHolder(long pid, String host, long sinceMillis) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** This process. */
  public static LeaseHolder thisProcess(long sinceMillis) {
    return new LeaseHolder(ProcessHandle.current().pid(), thisHost(), sinceMillis);
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown-host";
    }
  }

  /** Whether it was a process of this machine that is not there any more. */
  boolean isKnownDead() {
    return host.equals(thisHost()) && ProcessHandle.of(pid).isEmpty();
  }

  byte[] json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("pid", pid)
        .put("host", host)
        .put("since-millis", sinceMillis)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Reads what {@link #json} wrote; empty if it is damaged, as it only makes messages better. */
  static Optional<LeaseHolder> ofJson(byte[] json) {
    try {
      var fields = new JsonFields(MAPPER.readTree(new String(json, StandardCharsets.UTF_8)));
      return Optional.of(
          new LeaseHolder(
              fields.longInteger("pid"), fields.text("host"), fields.longInteger("since-millis")));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** For messages: {@code process 4711 on worker-3 since 2026-01-01T00:00:00Z}. */
  public String text() {
    return "process %d on %s since %s".formatted(pid, host, Instant.ofEpochMilli(sinceMillis));
  }
}

package org.musweep.pipeline.log;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;

/**
 * A driver, as it introduces itself when it takes a study.
 *
 * @param pid of its process
 * @param host where that runs
 * @param sinceMillis when it took the study, in milliseconds since 1970 UTC
 */
public record LeaseHolder(long pid, String host, long sinceMillis) {

  /** This process. */
  public static LeaseHolder thisProcess(long sinceMillis) {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown-host";
    }
    return new LeaseHolder(ProcessHandle.current().pid(), host, sinceMillis);
  }

  /** For messages: {@code process 4711 on worker-3 since 2026-01-01T00:00:00Z}. */
  public String text() {
    return "process %d on %s since %s".formatted(pid, host, Instant.ofEpochMilli(sinceMillis));
  }
}

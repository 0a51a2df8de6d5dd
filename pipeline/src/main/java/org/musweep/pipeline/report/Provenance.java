package org.musweep.pipeline.report;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * From what a result was made: enough to know whether two results can be compared, and to repeat
 * one.
 *
 * @param specHash SHA-256 of the sweep file's bytes, in hexadecimal
 * @param dataHash SHA-256 of the prepared data's content, or {@link #UNKNOWN}
 * @param codeRevision the revision of the code, or {@link #UNKNOWN}
 * @param software what ran, by name and version, in the order to show
 * @param platform where the driver ran
 * @param seeds the seeds that were drawn from, the sweep's own first
 * @param period when it ran
 * @param commandLine the command and its arguments, with secrets masked
 */
public record Provenance(
    String specHash,
    String dataHash,
    String codeRevision,
    List<Software> software,
    Platform platform,
    List<Long> seeds,
    Period period,
    List<String> commandLine) {

  /** What stands for something that could not be found out. */
  public static final String UNKNOWN = "unknown";

  /** Copies the lists and masks secrets in the command line. */
  public Provenance {
    software = List.copyOf(software);
    seeds = List.copyOf(seeds);
    commandLine = SecretMask.mask(commandLine);
  }

  /**
   * Something that took part, by version.
   *
   * @param name such as {@code Spark}
   * @param version as it names itself
   */
  public record Software(String name, String version) {
    /** The Java runtime that this code runs in. */
    public static Software java() {
      return new Software(
          "Java", System.getProperty("java.version") + " " + System.getProperty("java.vm.name"));
    }
  }

  /**
   * A machine.
   *
   * @param os the operating system's name and version
   * @param architecture of the processor
   * @param cores how many the process may use
   */
  public record Platform(String os, String architecture, int cores) {
    /** The machine that this code runs on. */
    public static Platform current() {
      return new Platform(
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors());
    }
  }

  /**
   * A stretch of time.
   *
   * @param start when it began
   * @param end when it ended, or the moment of looking
   */
  public record Period(Instant start, Instant end) {
    /** Checks the order. */
    public Period {
      if (end.isBefore(start)) {
        throw new IllegalArgumentException(
            "Invalid period: it ends at %s (must not be before its start, %s)"
                .formatted(end, start));
      }
    }

    /** How long, in seconds. */
    public double seconds() {
      return (end.toEpochMilli() - start.toEpochMilli()) / 1000.0;
    }
  }

  /** The SHA-256 of some bytes, in hexadecimal: that of a sweep file is its spec hash. */
  public static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java runtime has SHA-256", e);
    }
  }

  /** This provenance with another end. */
  public Provenance endedAt(Instant end) {
    return new Provenance(
        specHash,
        dataHash,
        codeRevision,
        software,
        platform,
        seeds,
        new Period(period.start(), end),
        commandLine);
  }
}

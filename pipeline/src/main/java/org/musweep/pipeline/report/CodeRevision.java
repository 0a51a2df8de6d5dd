package org.musweep.pipeline.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Looks for the revision of the code that runs. */
public final class CodeRevision {

  private static final int TIMEOUT_SECONDS = 10;

  private CodeRevision() {}

  /**
   * What {@code git describe} says of a checkout, {@code -dirty} if it has changes; the version of
   * the jar if it is no checkout; {@link Provenance#UNKNOWN} if there is neither.
   */
  public static String of(Path home) {
    if (Files.exists(home.resolve(".git"))) {
      String described = describe(home);
      if (!described.isEmpty()) {
        return described;
      }
    }
    String version = CodeRevision.class.getPackage().getImplementationVersion();
    return version == null ? Provenance.UNKNOWN : version;
  }

  private static String describe(Path home) {
    try {
      Process git =
          new ProcessBuilder(
                  "git", "-C", home.toString(), "describe", "--always", "--tags", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String answer =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!git.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        git.destroyForcibly();
        return "";
      }
      return git.exitValue() == 0 ? answer : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}

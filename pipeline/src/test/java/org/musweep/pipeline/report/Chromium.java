package org.musweep.pipeline.report;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Headless Chromium: {@code $CHROMIUM}, or one found in the usual places. Without one a test is
 * skipped and says so; where {@code CI=true} it fails.
 */
final class Chromium {

  private static final int TIMEOUT_SECONDS = 180;

  private Chromium() {}

  /**
   * A page after its scripts have run.
   *
   * @param dom its elements
   * @param console what it said on the console
   */
  record Shown(String dom, List<String> console) {}

  static Shown show(Path page, Path directory) throws IOException, InterruptedException {
    Path browser = browser();
    Path profile = Files.createTempDirectory(directory, "profile");
    File dom = directory.resolve("dom.html").toFile();
    File log = directory.resolve("browser.log").toFile();
    Process process =
        new ProcessBuilder(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=60000",
                "--enable-logging=stderr",
                "--v=0",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom)
            .redirectError(log)
            .start();
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      fail("The browser did not finish within %d s: %s".formatted(TIMEOUT_SECONDS, read(log)));
    }
    return new Shown(
        read(dom), read(log).lines().filter(line -> line.contains("CONSOLE")).toList());
  }

  private static Path browser() {
    Optional<Path> found =
        Stream.of(
                Optional.ofNullable(System.getenv("CHROMIUM")).orElse(""),
                "/usr/bin/chromium",
                "/usr/bin/chromium-browser",
                "/usr/bin/google-chrome")
            .filter(name -> !name.isEmpty())
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst();
    String missing = "No Chromium: install it or set CHROMIUM to its path";
    if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
      fail(missing);
    }
    return found.orElseGet(() -> abort(missing));
  }

  private static String read(File file) throws IOException {
    return Files.readString(file.toPath(), StandardCharsets.UTF_8);
  }
}

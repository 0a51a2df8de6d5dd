package org.musweep.pipeline.sweep;

import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.regex.Pattern;
import org.musweep.pipeline.sweep.DataSpec.TokenSource;

/**
 * Looks whether local data is there and local output can be written, without leaving anything
 * behind. Paths on other file systems are left to those who open them.
 */
final class PathChecks {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

  private static final String WRITABLE = "a folder that can be written";

  private final Findings findings;
  private final Path base;

  private PathChecks(Findings findings, Path base) {
    this.findings = findings;
    this.base = base;
  }

  /** Checks the paths of a sweep; relative ones start from {@code base}. */
  static void check(SweepSpec spec, Findings findings, Path base) {
    check(spec, "output", spec.output(), findings, base);
  }

  /** Checks the paths of a sweep whose results go elsewhere than its file says. */
  static void check(SweepSpec spec, String output, Findings findings, Path base) {
    check(spec, "--output", output, findings, base);
  }

  private static void check(
      SweepSpec spec, String outputKey, String output, Findings findings, Path base) {
    PathChecks checks = new PathChecks(findings, base);
    checks.data(spec);
    checks.tokenizer(spec.data());
    checks.output(outputKey, output, spec.sweep());
  }

  private void data(SweepSpec spec) {
    String key = "data.path";
    Optional<Path> path = local(key, spec.data().path());
    if (path.isEmpty()) {
      return;
    }
    long bytes;
    try {
      bytes = size(path.get());
    } catch (IOException e) {
      String reason = "cannot be read: " + FileTrouble.of(e);
      require(false, key, needed(spec.data()), spec.data().path(), reason);
      return;
    }
    require(bytes >= 0, key, needed(spec.data()), spec.data().path(), "does not exist");
    require(bytes != 0, key, needed(spec.data()), spec.data().path(), "is empty");
    if (bytes > 0 && spec.data() instanceof DataSpec.Text text) {
      length(spec, text, bytes);
    }
  }

  private static String needed(DataSpec data) {
    return data instanceof DataSpec.Text
        ? "a text file or a directory of them"
        : "a Parquet file or a directory of them";
  }

  /** Text has at most one token per byte, so too few bytes are too few tokens. */
  private void length(SweepSpec spec, TokenSource text, long bytes) {
    long validation = Math.round(bytes * text.validationShare());
    long batch = (long) spec.training().batchSize() * text.sequenceLength() + 1;
    findings.require(
        bytes - validation >= batch,
        "data.path",
        "needs %d bytes to train on, one batch of %d sequences of %d, but that part of '%s' has %d"
            .formatted(
                batch,
                spec.training().batchSize(),
                text.sequenceLength(),
                text.path(),
                bytes - validation),
        "training.batch-size",
        "data.sequence-length",
        "data.validation-share");
    findings.require(
        validation > text.sequenceLength(),
        "data.path",
        "needs %d bytes to validate on, one sequence, but that part of '%s' has %d"
            .formatted(text.sequenceLength() + 1, text.path(), validation),
        "data.sequence-length",
        "data.validation-share");
  }

  private void tokenizer(DataSpec data) {
    Tokenizer tokenizer =
        data instanceof DataSpec.Text text
            ? text.tokenizer()
            : data instanceof DataSpec.TextColumn column
                ? column.tokenizer()
                : new Tokenizer.Bytes();
    if (tokenizer instanceof Tokenizer.HuggingFace file) {
      String key = "data.tokenizer";
      local(key, file.path())
          .ifPresent(
              path ->
                  require(
                      Files.isRegularFile(path) && Files.isReadable(path),
                      key,
                      "characters, bytes or the path of a tokenizer.json",
                      file.path(),
                      "is no file that can be read"));
    }
  }

  private void output(String key, String folder, String sweep) {
    Optional<Path> output = local(key, folder);
    if (output.isEmpty()) {
      return;
    }
    Path nearest = output.get().resolve(sweep);
    while (nearest.getParent() != null && !Files.exists(nearest)) {
      nearest = nearest.getParent();
    }
    require(
        Files.isDirectory(nearest),
        key,
        WRITABLE,
        folder,
        "cannot be created: " + nearest + " is not a directory");
    if (Files.isDirectory(nearest)) {
      writable(nearest, key, folder);
    }
  }

  /** Permissions alone do not tell, for some file systems and for the superuser. */
  private void writable(Path directory, String key, String folder) {
    try {
      Files.delete(Files.createTempFile(directory, ".musweep", ""));
    } catch (AccessDeniedException e) {
      String reason = "cannot be created: no permission to write to " + directory;
      require(false, key, WRITABLE, folder, reason);
    } catch (IOException e) {
      require(false, key, WRITABLE, folder, "cannot be created: " + FileTrouble.of(e));
    }
  }

  private void require(boolean holds, String key, String needed, String path, String found) {
    findings.require(holds, key, "needs %s, but '%s' %s".formatted(needed, path, found));
  }

  /** The local path that a text means; empty for other file systems, and for what is no path. */
  private Optional<Path> local(String key, String text) {
    try {
      if (!SCHEME.matcher(text).matches()) {
        return Optional.of(base.resolve(text).toAbsolutePath().normalize());
      }
      if (text.startsWith("file:")) {
        return Optional.of(Path.of(URI.create(text).getPath()));
      }
      requireHadoopPath(text);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      require(false, key, "a path", text, "is none: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Refuses what Hadoop takes for no path, such as {@code hdfs:data}.
   *
   * @throws IllegalArgumentException if it is none
   */
  private static void requireHadoopPath(String text) {
    URI uri = new org.apache.hadoop.fs.Path(text).toUri();
    if (uri.getPath().isEmpty()) {
      throw new IllegalArgumentException("there is no path in it");
    }
  }

  /** Bytes of a file or of the files in a directory that are not hidden; -1 if there is nothing. */
  private static long size(Path path) throws IOException {
    if (!Files.exists(path)) {
      return -1;
    }
    if (!Files.isDirectory(path)) {
      requireReadable(path);
      return Files.size(path);
    }
    ShownFiles files = new ShownFiles(path);
    Files.walkFileTree(path, files);
    return files.bytes;
  }

  private static void requireReadable(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException("no permission to read " + file);
    }
  }

  /**
   * Adds up the regular files below a directory that are not hidden; folders behind links are not.
   */
  private static final class ShownFiles extends SimpleFileVisitor<Path> {

    private final Path root;
    private long bytes;

    ShownFiles(Path root) {
      this.root = root;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      return directory.equals(root) || isShown(directory)
          ? FileVisitResult.CONTINUE
          : FileVisitResult.SKIP_SUBTREE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (isShown(file) && Files.isRegularFile(file)) {
        requireReadable(file);
        bytes += Files.size(file);
      }
      return FileVisitResult.CONTINUE;
    }

    private static boolean isShown(Path path) {
      String name = path.getFileName().toString();
      return !name.startsWith("_") && !name.startsWith(".");
    }
  }
}

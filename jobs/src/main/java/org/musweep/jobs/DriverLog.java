package org.musweep.jobs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a growing log line by line, as far as it is for a person. */
final class DriverLog {

  /** What Spark says that nobody asked for. */
  private static final Pattern CHATTER =
      Pattern.compile(
          "\\S+ \\S+ (INFO|DEBUG|TRACE) .*|WARNING: Using incubator"
              + " modules.*|\\s*|.*NativeCodeLoader.*");

  private static final int MOST_BYTES = 1 << 20;

  private final Path file;
  private long position;
  private String rest = "";

  DriverLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  /** The lines that have been completed since the last call. */
  List<String> news() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
      from.seek(position);
      byte[] bytes = new byte[(int) Math.min(MOST_BYTES, from.length() - position)];
      from.readFully(bytes);
      position += bytes.length;
      String text = rest + new String(bytes, StandardCharsets.UTF_8);
      List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
      rest = lines.remove(lines.size() - 1);
      return lines.stream().filter(line -> !CHATTER.matcher(line).matches()).toList();
    } catch (IOException e) {
      // What is shown of a log is a courtesy; the file remains.
      return List.of();
    }
  }
}
